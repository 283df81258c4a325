package io.resonance.connector.mtconnect.source;

import static io.resonance.connector.mtconnect.source.MtConnectSourceITCase.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.mtconnect.AgentFaults;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.buffer.AgentObservation.Place;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is noticed on a stream that stays open: silence, a standstill, other devices. */
class AgentWatchITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Lathe lathe = new Lathe("uuid-1", "lathe-1", 7);

  @Test
  void givesUpAStreamThatFallsSilentAndHealsTheGap() throws Exception {
    healsAfter(AgentFaults::mute);
  }

  @Test
  void givesUpAStreamThatOnlyHeartbeatsAndHealsTheGap() throws Exception {
    healsAfter(AgentFaults::heartbeatsOnly);
  }

  private void healsAfter(Consumer<AgentFaults> fault) throws Exception {
    try (SimulatedAgent agent = lathe.agent().start();
        Collected collected = Collected.from(source(agent))) {
      await().atMost(PATIENCE).until(() -> collected.sequences().size() == 15);
      fault.accept(agent.faults());
      step(agent, 20);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  collected.gaps().stream()
                      .anyMatch(gap -> gap.phase() == MtConnectGap.Phase.OPEN));
      agent.faults().clear();
      long last = agent.nextSequence() - 1;
      await().atMost(PATIENCE).until(() -> collected.sequences().size() >= last);
      assertThat(collected.sequences()).isEqualTo(upTo(last));
      assertThat(collected.gaps())
          .extracting(MtConnectGap::phase)
          .startsWith(MtConnectGap.Phase.OPEN, MtConnectGap.Phase.HEALED)
          .doesNotContain(MtConnectGap.Phase.LOST);
    }
  }

  /** Part 1, deviceModelChangeTime: the devices are another, the instance is the same. */
  @Test
  void asksForTheDevicesAnewWhileTheStreamGoesOn() throws Exception {
    try (SimulatedAgent agent = lathe.agent().start();
        Collected collected = Collected.from(source(agent))) {
      await().atMost(PATIENCE).until(() -> collected.sequences().size() == 15);
      step(agent, 5);
      agent.describe(AgentWatchITCase::withAnotherDataItem);
      agent.add(ofTheNewDataItem());
      step(agent, 5);
      long last = agent.nextSequence() - 1;
      await().atMost(PATIENCE).until(() -> collected.sequences().size() >= last);
      assertThat(collected.sequences()).isEqualTo(upTo(last));
      assertThat(collected.gaps()).isEmpty();
      List<MtConnectBatch> batches = collected.batches();
      MtConnectBatch described =
          batches.stream()
              .filter(each -> each.descriptions().size() == 1)
              .findFirst()
              .orElseThrow();
      assertThat(described.descriptions().get(0).dataItemId()).isEqualTo("lathe-1_new");
      MtConnectBatch first =
          batches.stream().filter(AgentWatchITCase::hasTheNewDataItem).findFirst().orElseThrow();
      assertThat(batches.indexOf(described))
          .as("what a DataItem is comes before its first observation")
          .isLessThan(batches.indexOf(first));
    }
  }

  private static byte[] withAnotherDataItem(String header) {
    return ("<MTConnectDevices xmlns=\"urn:mtconnect.org:MTConnectDevices:2.0\"><Header"
            + header
            + "/><Devices><Device id=\"lathe-1\" name=\"lathe-1\" uuid=\"uuid-1\"><DataItems>"
            + "<DataItem category=\"EVENT\" id=\"lathe-1_new\" type=\"LINE\"/></DataItems>"
            + "</Device></Devices></MTConnectDevices>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static AgentObservation ofTheNewDataItem() {
    Instant now = Instant.now();
    return new AgentObservation(
        0,
        new Place(
            "name=\"lathe-1\" uuid=\"uuid-1\"",
            "component=\"Device\" name=\"lathe-1\" componentId=\"lathe-1\"",
            "Events"),
        "lathe-1_new",
        now.getEpochSecond() * 1_000_000_000L + now.getNano(),
        "<Line dataItemId=\"lathe-1_new\" timestamp=\"" + now + "\"",
        ">7</Line>");
  }

  private static boolean hasTheNewDataItem(MtConnectBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      if (batch.dataItem(row).dataItemId().equals("lathe-1_new")) {
        return true;
      }
    }
    return false;
  }

  private void step(SimulatedAgent agent, int steps) {
    for (int i = 0; i < steps; i++) {
      lathe.step(Instant.now()).forEach(agent::add);
    }
  }

  private static MtConnectSource source(SimulatedAgent agent) {
    return MtConnectSource.builder()
        .agent(
            MtConnectAgent.of(agent.id(), agent.url())
                .withStream(Duration.ofMillis(10), 500)
                .withPatience(Duration.ofMillis(200), Duration.ofSeconds(2)))
        .reconnect(Duration.ofMillis(20), Duration.ofMillis(200))
        .build();
  }
}
