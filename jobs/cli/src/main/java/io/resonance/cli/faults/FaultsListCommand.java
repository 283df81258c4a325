package io.resonance.cli.faults;

import io.resonance.cli.faults.cell.Cell;
import io.resonance.cli.faults.cell.Fault;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the cells of the matrix. */
@Command(
    name = "list",
    description = "Lists the faults and the cells they are tried in.",
    mixinStandardHelpOptions = true)
final class FaultsListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--cell",
      paramLabel = "NAME",
      description = "Only this cell, or with * those that fit, such as 'mes-*'. May be repeated.")
  private List<String> cells = List.of();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Cell> chosen = CellChoice.of(cells);
    Fault last = null;
    for (Cell cell : chosen) {
      if (cell.fault() != last) {
        last = cell.fault();
        out.printf("%n%s%s%n", last.words(), last.kills() ? " (kills processes)" : "");
      }
      out.printf("  %-52s %s%n", cell.name(), cell.phase().words());
    }
    out.printf(
        "%n%d cells. In each: nothing lost undeclared, nothing twice, nothing out of order, each message of the MES in effect once,%n"
            + "no gap open or wider than what is missing, and new values in time.%n",
        chosen.size());
    out.flush();
    return 0;
  }
}
