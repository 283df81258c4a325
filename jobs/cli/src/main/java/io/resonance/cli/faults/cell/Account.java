package io.resonance.cli.faults.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The books of one cell after everything has arrived or been declared, and what they must show.
 *
 * @param produced values the machines produced, and messages written for the MES
 * @param received of these, what a read_committed reader got and the MES took
 * @param lostUndeclared produced, neither received nor inside a declared gap
 * @param duplicates values a read_committed reader got more than once
 * @param orderInversions values, or effects in the MES, that came after a later one of their kind
 * @param mesDoubles messages that took effect or were settled more than once, or were never meant
 * @param gapsDeclared gaps that were declared, healed or not
 * @param gapsOpen of these, those nobody closed
 * @param gapsTooWide of these, those that excuse more than is missing
 * @param recoverySeconds from the end of the fault, or from the kill, to new values of every
 *     machine; negative where none came
 */
public record Account(
    long produced,
    long received,
    long lostUndeclared,
    long duplicates,
    long orderInversions,
    long mesDoubles,
    long gapsDeclared,
    long gapsOpen,
    long gapsTooWide,
    double recoverySeconds) {

  /** The books of a cell that ended before there were any. */
  public static Account none() {
    return new Account(0, 0, 0, 0, 0, 0, 0, 0, 0, -1);
  }

  /** What does not hold, each in words; empty if the cell passes. */
  public List<String> objections(Fault fault) {
    List<String> found = new ArrayList<>();
    objectIf(received == 0, found, "nothing was received, so nothing is proven");
    objectIf(
        lostUndeclared > 0, found, lostUndeclared + " values or messages were lost undeclared");
    objectIf(duplicates > 0, found, duplicates + " values came twice");
    objectIf(orderInversions > 0, found, orderInversions + " came after a later one");
    objectIf(mesDoubles > 0, found, mesDoubles + " messages took effect or were settled wrongly");
    objectIf(gapsOpen > 0, found, gapsOpen + " gaps were left open");
    objectIf(gapsTooWide > 0, found, gapsTooWide + " gaps declare more than is missing");
    objectIf(
        fault.demand() == Fault.Demand.DECLARES_LOSS && gapsDeclared == 0,
        found,
        "no gap was declared, so the fault did not take hold");
    objectIf(recoverySeconds < 0, found, "no new values came after the fault");
    objectIf(
        recoverySeconds > fault.recoversWithin().toSeconds(),
        found,
        String.format(
            Locale.ROOT,
            "new values came after %.1f s; allowed are %d s",
            recoverySeconds,
            fault.recoversWithin().toSeconds()));
    return found;
  }

  private static void objectIf(boolean wrong, List<String> found, String words) {
    if (wrong) {
      found.add(words);
    }
  }
}
