package io.resonance.connector.mtconnect.client.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AwakeTimeTest {
  private long now = 77;
  private final AwakeTime awake = new AwakeTime(() -> now, Duration.ofSeconds(1));

  @Test
  void passesAsTheClockWhileSomebodyListens() {
    for (int i = 0; i < 100; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(10);
      awake.listening();
    }
    assertThat(awake.getAsLong()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void countsASecondOfWhatWasSleptThrough() {
    now += TimeUnit.MINUTES.toNanos(5);
    awake.listening();
    awake.listening();
    assertThat(awake.getAsLong()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }
}
