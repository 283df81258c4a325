package io.resonance.benchmark.child;

import java.lang.management.ManagementFactory;

/** The heap of this JVM. */
public final class Heap {

  private Heap() {}

  /** Bytes that are still needed after everything else was collected. */
  public static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
