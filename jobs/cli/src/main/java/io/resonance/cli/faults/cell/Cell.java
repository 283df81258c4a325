package io.resonance.cli.faults.cell;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * One experiment of the matrix: a fault at a moment.
 *
 * @param fault what goes wrong
 * @param phase when
 */
public record Cell(Fault fault, Phase phase) {

  /** All cells, faults in their order, phases in theirs; those with killed processes last. */
  public static List<Cell> all() {
    return Arrays.stream(Fault.values())
        .sorted(Comparator.comparing(Fault::kills))
        .flatMap(fault -> fault.phases().stream().map(phase -> new Cell(fault, phase)))
        .toList();
  }

  /** The name people type, such as {@code opcua-reset/steady}. */
  public String name() {
    return fault.word() + "/" + phase.word();
  }

  /** What the seed decides in this cell: the same for the same seed. */
  public Random random(long seed) {
    return new Random(seed * 1_000_003 + name().hashCode());
  }
}
