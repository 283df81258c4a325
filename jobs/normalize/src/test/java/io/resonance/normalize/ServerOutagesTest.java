package io.resonance.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two subscriptions of one server declare one outage; the equipment in both has one gap. */
class ServerOutagesTest {

  private static final Origin SERVER = new Origin(Protocol.OPC_UA, "mill-server", 7);

  private KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, EquipmentBatch> harness;

  @BeforeEach
  void open() throws Exception {
    harness = NormalizeFunctionTest.harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static DataGap gap(String id, GapReason reason, GapPhase phase, long from, long to) {
    return DataGap.newBuilder()
        .setGapId(id)
        .setEquipment("MILL-01")
        .setHierarchyScope("plant/MILL-01")
        .setSource(
            SourceReference.newBuilder()
                .setProtocol(Protocol.OPC_UA)
                .setEndpoint("mill-server")
                .setEpoch(7)
                .build())
        .setProfile("mdr-profile-0.1")
        .setReason(reason)
        .setPhase(phase)
        .setFromTimestamp(Instant.ofEpochSecond(from))
        .setToTimestamp(phase == GapPhase.OPEN ? null : Instant.ofEpochSecond(to))
        .setRecovered(phase == GapPhase.OPEN ? 0 : 10)
        .setDetail("the connection to the server was lost")
        .build();
  }

  private static DataGap opened(String id, long from) {
    return gap(id, GapReason.CONNECTION_LOST, GapPhase.OPEN, from, 0);
  }

  private static DataGap ended(String id, GapPhase phase, long from, long to) {
    return gap(id, GapReason.CONNECTION_LOST, phase, from, to);
  }

  private void send(DataGap... gaps) throws Exception {
    EquipmentBatchBuilder batch = new EquipmentBatchBuilder("MILL-01", "plant/MILL-01", SERVER, 0);
    List.of(gaps).forEach(batch::gap);
    harness.processElement(batch.build(), 0);
  }

  private List<DataGap> out() {
    return harness.extractOutputValues().stream().flatMap(b -> b.gaps().stream()).toList();
  }

  @Test
  void anOutageIsToldOnceAndIsOverWithItsLastSubscription() throws Exception {
    send(opened("a", 100));
    send(opened("b", 90));
    send(ended("a", GapPhase.HEALED, 100, 200));
    assertThat(out()).extracting(DataGap::getPhase).containsExactly(GapPhase.OPEN);
    send(ended("b", GapPhase.HEALED, 90, 210));
    assertThat(out())
        .extracting(
            DataGap::getGapId,
            DataGap::getPhase,
            DataGap::getFromTimestamp,
            DataGap::getToTimestamp,
            DataGap::getRecovered)
        .containsExactly(
            tuple("a", GapPhase.OPEN, Instant.ofEpochSecond(100), null, 0L),
            tuple(
                "a", GapPhase.HEALED, Instant.ofEpochSecond(90), Instant.ofEpochSecond(210), 20L));
  }

  @Test
  void anOutageOfWhichOneSubscriptionLostValuesIsLost() throws Exception {
    send(opened("a", 100), opened("b", 95));
    send(ended("b", GapPhase.LOST, 95, 200));
    send(ended("a", GapPhase.HEALED, 100, 190));
    assertThat(out())
        .extracting(DataGap::getGapId, DataGap::getPhase, DataGap::getFromTimestamp)
        .containsExactly(
            tuple("a", GapPhase.OPEN, Instant.ofEpochSecond(100)),
            tuple("a", GapPhase.LOST, Instant.ofEpochSecond(95)));
  }

  @Test
  void theNextOutageIsAnotherOne() throws Exception {
    send(opened("a", 100), ended("a", GapPhase.HEALED, 100, 110));
    send(opened("b", 200), ended("b", GapPhase.HEALED, 200, 210));
    assertThat(out()).extracting(DataGap::getGapId).containsExactly("a", "a", "b", "b");
  }

  @Test
  void anOutageGoesOnAfterARestart() throws Exception {
    send(opened("a", 100), opened("b", 100));
    send(ended("a", GapPhase.HEALED, 100, 200));
    OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
    harness.close();
    harness = NormalizeFunctionTest.harness();
    harness.initializeState(checkpoint);
    harness.open();
    send(opened("c", 150), ended("c", GapPhase.HEALED, 150, 160));
    send(ended("b", GapPhase.HEALED, 100, 210));
    assertThat(out())
        .extracting(DataGap::getGapId, DataGap::getPhase)
        .containsExactly(tuple("a", GapPhase.HEALED));
  }

  /** What one subscription lost by itself is no outage of the server. */
  @Test
  void otherGapsPassAsTheyAre() throws Exception {
    send(opened("a", 100));
    send(gap("o", GapReason.QUEUE_OVERFLOW, GapPhase.OPEN, 100, 0));
    send(gap("o", GapReason.QUEUE_OVERFLOW, GapPhase.LOST, 100, 110));
    send(ended("unknown", GapPhase.HEALED, 10, 20));
    assertThat(out()).extracting(DataGap::getGapId).containsExactly("a", "o", "o", "unknown");
  }
}
