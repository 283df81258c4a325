package io.resonance.benchmark.child;

import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/** The heap of this JVM. */
public final class Heap {

  private static final int COLLECTIONS = 8;
  private static final double STILL = 0.001;
  private static final long PAUSE_NANOS = 100_000_000;

  private Heap() {}

  /**
   * Bytes that are still needed after everything else was collected. What cleaners hold goes only
   * after they ran, so it is collected until that frees nothing more.
   */
  public static long usedBytes() {
    long used = collected();
    for (int i = 1; i < COLLECTIONS; i++) {
      long before = used;
      LockSupport.parkNanos(PAUSE_NANOS);
      used = collected();
      if (i > 1 && before - used < before * STILL) {
        break;
      }
    }
    return used;
  }

  private static long collected() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
