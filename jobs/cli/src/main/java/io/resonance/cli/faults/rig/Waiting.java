package io.resonance.cli.faults.rig;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for something, bounded, and says what it was if it does not come. */
final class Waiting {

  private static final int PAUSE_MILLIS = 20;

  private final Diary diary;

  Waiting(Diary diary) {
    this.diary = diary;
  }

  /**
   * Waits.
   *
   * @param what a noun, as after "still awaited:"
   * @throws CellFailedException if it has not come in time
   */
  void until(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
    diary.step("awaits " + what);
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new CellFailedException(
            "after %d s still awaited: %s".formatted(atMost.toSeconds(), what));
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  /** Lets real time pass. */
  void pass(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
