package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.mtconnect.AgentFraming;
import io.resonance.testbed.mtconnect.Lathe;
import io.resonance.testbed.mtconnect.LatheDriver;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MtConnectSourceITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Lathe lathe = new Lathe("uuid-1", "lathe-1", 7);

  @ParameterizedTest
  @EnumSource
  void deliversEveryObservationOnceWithEveryFraming(AgentFraming framing) throws Exception {
    try (SimulatedAgent agent = lathe.agent().framing(framing).start()) {
      try (LatheDriver driver = LatheDriver.start(lathe, agent, 2_000);
          Collected collected = Collected.from(source(agent))) {
        await().atMost(PATIENCE).until(() -> collected.sequences().size() > 1_000);
        driver.stop();
        long last = agent.nextSequence() - 1;
        await().atMost(PATIENCE).until(() -> collected.sequences().size() >= last);
        assertThat(collected.sequences()).isEqualTo(upTo(last));
        assertThat(collected.gaps()).isEmpty();
        assertThat(collected.batches().get(0).descriptions())
            .filteredOn(each -> each.dataItemId().equals("lathe-1_feedrate"))
            .singleElement()
            .satisfies(each -> assertThat(each.nativeUnits()).isEqualTo("MILLIMETER/MINUTE"));
      }
    }
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static MtConnectSource source(SimulatedAgent agent) {
    return MtConnectSource.builder()
        .agent(
            MtConnectAgent.of(agent.id(), agent.url())
                .withStream(Duration.ofMillis(10), 500)
                .withPatience(Duration.ofMillis(500), Duration.ofSeconds(2)))
        .reconnect(Duration.ofMillis(20), Duration.ofMillis(200))
        .build();
  }
}
