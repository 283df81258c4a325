package io.resonance.benchmark.mtconnect;

import java.lang.management.ManagementFactory;

/** How many threads this process has more than when this was made. */
final class Threads {
  /** Name of the total. */
  static final String STARTED = "threads";

  private final int before = ManagementFactory.getThreadMXBean().getThreadCount();

  /** Live threads that were not there before, whoever made them. */
  long started() {
    return Math.max(0, ManagementFactory.getThreadMXBean().getThreadCount() - before);
  }
}
