package io.resonance.benchmark.child;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a child did between two questions.
 *
 * @param amounts differences of its totals, by name
 */
public record Measurement(Map<String, Long> amounts) {

  static final String CPU_NANOS = "cpuNanos";
  static final String WALL_NANOS = "wallNanos";
  static final String COMPILED_MILLIS = "compiledMillis";

  /** What was added to each total. */
  public static Measurement between(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> amounts = new TreeMap<>();
    after.forEach((name, total) -> amounts.put(name, total - before.getOrDefault(name, 0L)));
    return new Measurement(amounts);
  }

  /** How much was added to a total. */
  public long amount(String name) {
    Long amount = amounts.get(name);
    if (amount == null) {
      throw new IllegalArgumentException(
          "The child keeps no total '%s', only %s".formatted(name, amounts.keySet()));
    }
    return amount;
  }

  public double cpuSeconds() {
    return amount(CPU_NANOS) / 1e9;
  }

  public double wallSeconds() {
    return amount(WALL_NANOS) / 1e9;
  }

  /** Amount per second of the process's CPU time. */
  public double perCpuSecond(String name) {
    return amount(name) / cpuSeconds();
  }

  /** Amount per second of the clock. */
  public double perSecond(String name) {
    return amount(name) / wallSeconds();
  }

  /** How much of the time the JVM was busy compiling; near 0 once it is warm. */
  public double compiling() {
    return amount(COMPILED_MILLIS) / 1e3 / wallSeconds();
  }

  /** How many cores the process kept busy. */
  public double cores() {
    return cpuSeconds() / wallSeconds();
  }
}
