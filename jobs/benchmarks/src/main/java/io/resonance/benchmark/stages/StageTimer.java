package io.resonance.benchmark.stages;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Measures stages in CPU time of this process, garbage collection included, so that busy neighbours
 * matter less.
 */
public final class StageTimer {

  private final com.sun.management.OperatingSystemMXBean system =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final long valuesPerPass;
  private final Duration measured;
  private volatile long blackhole;

  /**
   * @param valuesPerPass values in all batches of a pass
   * @param measured least CPU time of one measurement
   */
  public StageTimer(long valuesPerPass, Duration measured) {
    this.valuesPerPass = valuesPerPass;
    this.measured = measured;
  }

  /** Nanoseconds of CPU time per value. */
  public double nanosPerValue(Stage stage) throws Exception {
    long passes = 0;
    long sink = 0;
    long start = system.getProcessCpuTime();
    long used = 0;
    while (used < measured.toNanos()) {
      sink += stage.pass();
      passes++;
      used = system.getProcessCpuTime() - start;
    }
    blackhole = sink;
    return (double) used / (passes * valuesPerPass);
  }

  /** What the stages computed. */
  public long blackhole() {
    return blackhole;
  }
}
