package io.resonance.connector.mtconnect.source;

import static io.resonance.connector.mtconnect.source.MtConnectSourceITCase.PATIENCE;
import static io.resonance.connector.mtconnect.source.MtConnectSourceITCase.source;
import static io.resonance.connector.mtconnect.source.MtConnectSourceITCase.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.mtconnect.AgentFormat;
import io.resonance.testbed.mtconnect.AgentFraming;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import io.resonance.testbed.mtconnect.lathe.LatheDriver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents that offer nothing but JSON. */
class JsonAgentITCase {
  private final Lathe lathe = new Lathe("uuid-1", "lathe-1", 7);

  @ParameterizedTest
  @CsvSource({"JSON_V1, CONTENT_LENGTH", "JSON_V2, NO_LENGTH", "JSON_V2, POLLING_ONLY"})
  void deliversEveryObservationOnce(AgentFormat format, AgentFraming framing) throws Exception {
    try (SimulatedAgent agent =
        lathe.agent().formats(format).framing(framing).bufferSize(1 << 17).start()) {
      try (LatheDriver driver = LatheDriver.start(lathe, agent, 1_000);
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
}
