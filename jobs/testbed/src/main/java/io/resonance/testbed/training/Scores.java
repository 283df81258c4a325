package io.resonance.testbed.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How well probabilities meet the truth: confusion at a threshold, accuracy, area under the ROC.
 */
public final class Scores {

  private final double threshold;
  private final List<Scored> scored = new ArrayList<>();

  private record Scored(double probability, boolean abnormal) {}

  /** Scores at the given threshold. */
  public Scores(double threshold) {
    this.threshold = threshold;
  }

  public void add(double probability, boolean abnormal) {
    scored.add(new Scored(probability, abnormal));
  }

  public int count() {
    return scored.size();
  }

  /** Share of right decisions, 0 to 1. */
  public double accuracy() {
    return (double) (count(true, true) + count(false, false)) / scored.size();
  }

  /** Share of abnormal windows that were found. */
  public double recall() {
    return (double) count(true, true) / Math.max(1, count(true, true) + count(false, true));
  }

  /** Share of alarms that were right. */
  public double precision() {
    return (double) count(true, true) / Math.max(1, count(true, true) + count(true, false));
  }

  /** Probability that an abnormal window has a higher score than a normal one. */
  public double areaUnderRoc() {
    List<Scored> sorted = new ArrayList<>(scored);
    sorted.sort(Comparator.comparingDouble(Scored::probability));
    double rankSum = 0;
    int from = 0;
    while (from < sorted.size()) {
      int to = from;
      while (to < sorted.size() && sorted.get(to).probability == sorted.get(from).probability) {
        to++;
      }
      for (int i = from; i < to; i++) {
        rankSum += sorted.get(i).abnormal ? (from + 1 + to) / 2.0 : 0;
      }
      from = to;
    }
    double abnormal = count(true, true) + count(false, true);
    double normal = scored.size() - abnormal;
    return (rankSum - abnormal * (abnormal + 1) / 2) / (abnormal * normal);
  }

  /** How many windows were decided and are in truth so. */
  private int count(boolean alarm, boolean abnormal) {
    int count = 0;
    for (Scored one : scored) {
      count += (one.probability > threshold) == alarm && one.abnormal == abnormal ? 1 : 0;
    }
    return count;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d windows: accuracy %.4f, ROC area %.4f, recall %.4f, precision %.4f%n"
            + "  abnormal found %6d   abnormal missed %6d%n"
            + "  false alarm    %6d   normal passed   %6d",
        scored.size(),
        accuracy(),
        areaUnderRoc(),
        recall(),
        precision(),
        count(true, true),
        count(false, true),
        count(true, false),
        count(false, false));
  }
}
