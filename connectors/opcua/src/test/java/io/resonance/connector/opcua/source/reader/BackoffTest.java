package io.resonance.connector.opcua.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final long MILLI = 1_000_000L;

  @Test
  void waitsTwiceAsLongEachTimeUpToTenSeconds() {
    Backoff backoff = new Backoff(0);
    assertThat(backoff.isDue(0)).isTrue();
    for (long millis : new long[] {250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000}) {
      assertThat(backoff.delayMillis()).isEqualTo(millis);
      backoff.failed(0);
      assertThat(backoff.isDue(millis * MILLI - 1)).isFalse();
      assertThat(backoff.isDue(millis * MILLI)).isTrue();
    }
    backoff.succeeded();
    assertThat(backoff.delayMillis()).isEqualTo(250);
  }

  /**
   * Two hundred endpoints behind one switch lose it together; a server has to take them one by one.
   */
  @Test
  void doesNotComeBackInStepWithOthers() {
    Random chance = new Random(1);
    Set<Long> pauses = new HashSet<>();
    int[] perSecond = new int[10];
    for (int endpoint = 0; endpoint < 200; endpoint++) {
      Backoff backoff = Backoff.scattered(0, chance);
      assertThat(backoff.isDue(0)).isTrue();
      for (long most = 250; most <= 16_000; most *= 2) {
        assertThat(backoff.delayMillis()).isBetween(125L, Math.min(10_000L, most));
        backoff.failed(0);
      }
      pauses.add(backoff.delayMillis());
      perSecond[(int) Math.min(9, backoff.delayMillis() / 1_000)]++;
    }
    assertThat(pauses).hasSizeGreaterThan(190);
    assertThat(Arrays.stream(perSecond).boxed())
        .allSatisfy(many -> assertThat(many).isBetween(5, 45));
  }

  @Test
  void scattersTheSameWayFromTheSameSeed() {
    Backoff one = Backoff.scattered(0, new Random(7));
    Backoff other = Backoff.scattered(0, new Random(7));
    for (int i = 0; i < 10; i++) {
      assertThat(one.delayMillis()).isEqualTo(other.delayMillis());
      one.failed(0);
      other.failed(0);
    }
  }
}
