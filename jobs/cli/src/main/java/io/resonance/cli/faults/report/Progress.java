package io.resonance.cli.faults.report;

import io.resonance.cli.faults.cell.Account;
import io.resonance.cli.faults.cell.Cell;
import io.resonance.cli.faults.cell.CellResult;
import java.io.PrintWriter;
import java.util.List;

/** Tells people how far the matrix is, a line for each cell. */
public final class Progress {

  private final PrintWriter out;
  private final int total;
  private int number;

  /**
   * @param total how many cells will run, each seed counted
   */
  public Progress(PrintWriter out, int total) {
    this.out = out;
    this.total = total;
  }

  /** The run begins. */
  public void begins(int cells, long firstSeed, int seeds) {
    out.printf(
        "%d cells, seeds %d to %d; starting Kafka and the schema registry%n",
        cells, firstSeed, firstSeed + seeds - 1);
    out.flush();
  }

  /** A cell begins. */
  public void starts(Cell cell, long seed) {
    number++;
    out.printf("[%3d/%d] %-52s seed %-4d ", number, total, cell.name(), seed);
    out.flush();
  }

  /** A cell has ended. */
  public void ended(CellResult result) {
    Account account = result.account();
    out.printf(
        "%s  %5d produced, %d lost, %d twice, %d gaps, back after %.1f s, took %.0f s%n",
        result.passed() ? "passed" : "FAILED",
        account.produced(),
        account.lostUndeclared(),
        account.duplicates(),
        account.gapsDeclared(),
        account.recoverySeconds(),
        result.seconds());
    result.objections().forEach(objection -> out.println("          " + objection));
    if (!result.passed()) {
      out.printf(
          "          again: resonance faults run --cell %s --seed %d%n",
          result.cell().name(), result.seed());
    }
    out.flush();
  }

  /** All cells have ended. */
  public void done(List<CellResult> results) {
    long failed = results.stream().filter(result -> !result.passed()).count();
    out.printf("%d passed, %d failed%n", results.size() - failed, failed);
    out.flush();
  }
}
