package io.resonance.cli.faults.cell;

import java.util.List;

/**
 * What came of a cell with one seed.
 *
 * @param account the books
 * @param objections why it failed; empty if it passed
 * @param seconds how long the whole cell took
 * @param log what happened, line by line, and the end of what Flink wrote
 */
public record CellResult(
    Cell cell,
    long seed,
    Account account,
    List<String> objections,
    double seconds,
    List<String> log) {

  public CellResult {
    objections = List.copyOf(objections);
    log = List.copyOf(log);
  }

  public boolean passed() {
    return objections.isEmpty();
  }
}
