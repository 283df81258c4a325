package io.resonance.connector.mtconnect.client.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BufferWatchTest {
  private final BufferWatch watch = new BufferWatch(false);

  @Test
  void warnsOncePerEpisodeThatHalfOfTheBufferWaits() {
    assertThat(read(1, 1_000, 600)).as("a full buffer is where a source begins").isEmpty();
    assertThat(read(2, 1_100, 1_050)).isEmpty();
    assertThat(read(3, 1_700, 1_200)).as("501 of 1000 wait").isPresent();
    assertThat(read(4, 1_900, 1_250)).as("the same episode").isEmpty();
    assertThat(read(5, 2_000, 1_700)).as("better, not over").isEmpty();
    assertThat(read(6, 2_100, 1_500)).as("still the same episode").isEmpty();
    assertThat(read(7, 2_200, 2_150)).isEmpty();
    assertThat(read(8, 2_900, 2_200)).as("the next episode").isPresent();
  }

  @Test
  void warnsFromTheBeginningWhereACheckpointSaysThatWeAreBehind() {
    assertThat(new BufferWatch(true).read(header(1_000, 1_000), 100, 0)).isPresent();
  }

  @Test
  void knowsHowFastTheAgentIsAndWhenItOverwrites() {
    read(1, 1_000, 1_001);
    for (int second = 2; second < 20; second++) {
      read(second, 1_000 + 50L * second, 901 + 50L * second);
    }
    BufferWatch.State state = watch.state();
    assertThat(state.perSecond()).isCloseTo(50, within(5.0));
    assertThat(state.lag()).isEqualTo(100);
    assertThat(state.share()).isCloseTo(0.1, within(1e-9));
    assertThat(state.secondsLeft()).isCloseTo(18, within(2.0));
  }

  @Test
  void saysNothingOfABufferWhoseSizeTheAgentDoesNotTell() {
    assertThat(new BufferWatch(true).read(header(1_000_000, 0), 1, 0)).isEmpty();
    watch.read(header(1_000_000, 0), 1, 0);
    assertThat(watch.state().share()).isNaN();
    assertThat(watch.state().secondsLeft()).isNaN();
  }

  private Optional<BufferWatch.State> read(long second, long last, long next) {
    return watch.read(header(last, 1_000), next, TimeUnit.SECONDS.toNanos(second));
  }

  private static StreamsHeader header(long last, long size) {
    return new StreamsHeader(1, 1, last, last + 1, size, "2.0", 0, "");
  }
}
