package io.resonance.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * One measured figure beside its baseline from the same run.
 *
 * @param row name of the row
 * @param value median of the measurements
 * @param unit of value and baseline
 * @param baseline median of the measurements of what it is compared with
 * @param ratio median of value / baseline, each pair measured in the same run
 * @param runs number of pairs
 * @param spread (largest - smallest) / median of the pairs' ratios: 0 is a quiet machine
 */
public record BenchmarkRow(
    String row, double value, String unit, double baseline, double ratio, int runs, double spread) {

  /**
   * A row from pairs of measurements.
   *
   * @throws BenchmarkFailedException if a measurement is not a positive number
   */
  public static BenchmarkRow of(
      String row, String unit, List<Double> values, List<Double> baselines) {
    if (values.isEmpty() || values.size() != baselines.size()) {
      throw new BenchmarkFailedException(
          "The row %s has %d values and %d baselines; each value needs a baseline."
              .formatted(row, values.size(), baselines.size()));
    }
    double[] ratios = new double[values.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = positive(row, values.get(i)) / positive(row, baselines.get(i));
    }
    return new BenchmarkRow(
        row,
        Statistics.median(array(values)),
        unit,
        Statistics.median(array(baselines)),
        Statistics.median(ratios),
        ratios.length,
        Statistics.spread(ratios));
  }

  /** The row in one line. */
  String forPeople() {
    return String.format(
        Locale.ROOT,
        "%-22s %,15.1f %s, baseline %,.1f, ratio %.2f (%d runs, spread %.0f %%)",
        row,
        value,
        unit,
        baseline,
        ratio,
        runs,
        spread * 100);
  }

  private static double positive(String row, double measured) {
    if (!(measured > 0) || Double.isInfinite(measured)) {
      throw new BenchmarkFailedException(
          "A measurement of the row %s gave %s, which cannot be; nothing is reported."
              .formatted(row, measured));
    }
    return measured;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
