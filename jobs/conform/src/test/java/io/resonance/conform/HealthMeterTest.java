package io.resonance.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.DataHealth;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import io.resonance.schema.v1.PropertyHealth;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthMeterTest {

  private static final int UNCERTAIN = 0x40000000;
  private static final int BAD = 0x80000000;

  /** The beginning of a minute. */
  private static final long MINUTE = 1_700_000_040L;

  private static final Origin ORIGIN = new Origin(Protocol.OPC_UA, "mill-server", 7);
  private static final PropertyKey TEMPERATURE =
      new PropertyKey("coolant-temperature", "nsu=urn:m;s=T", "CEL", "");

  private ConformHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void tellsOfEachIntervalWhenItIsOver() throws Exception {
    send(0, 0);
    send(10, 0);
    send(20, UNCERTAIN);
    send(30, BAD);
    assertThat(health()).isEmpty();
    send(60, 0);
    DataHealth record = health().get(0);
    assertThat(health()).hasSize(1);
    assertThat(record.getFromTimestamp()).isEqualTo(Instant.ofEpochSecond(MINUTE));
    assertThat(record.getToTimestamp()).isEqualTo(Instant.ofEpochSecond(MINUTE + 60));
    assertThat(record.getProfileHash()).matches("[0-9a-f]{64}");
    assertThat(record.getValues()).isEqualTo(4);
    assertThat(record.getGoodRatio()).isEqualTo(0.5);
    assertThat(record.getCompleteness()).isEqualTo(1);
    assertThat(record.getConformanceScore()).isEqualTo(62.5); // 2 GOOD and a half of 4
    PropertyHealth property = record.getProperties().get(0);
    assertThat(property.getProperty()).isEqualTo("coolant-temperature");
    assertThat(property.getUncertainRatio()).isEqualTo(0.25);
    assertThat(property.getValuesPerSecond()).isEqualTo(4 / 60.0, within(1e-9));
    assertThat(property.getLatencyMillisMean()).isEqualTo(500);
    assertThat(property.getLatencyMillisMost()).isEqualTo(500);
    send(120, 0);
    assertThat(health().get(1).getValues()).isEqualTo(1);
    assertThat(health().get(1).getConformanceScore()).isEqualTo(100);
  }

  @Test
  void aValueAtItsLimitIsUncertain() throws Exception {
    send(0, 0);
    send(10, 0x500); // Good, InfoType DataValue, LimitBits Low (Part 4, 7.38.1)
    send(60, 0);
    assertThat(health().get(0).getProperties().get(0).getUncertainRatio()).isEqualTo(0.5);
    assertThat(health().get(0).getGoodRatio()).isEqualTo(0.5);
  }

  @Test
  void countsTheTimeThatIsMissing() throws Exception {
    send(0, 0);
    harness.processElement(gap(GapPhase.OPEN, 10, 0), 0);
    harness.processElement(gap(GapPhase.LOST, 10, 40), 0);
    harness.processElement(gap(GapPhase.OPEN, 75, 0), 0);
    send(60, 0);
    send(120, 0);
    assertThat(health().get(0).getCompleteness()).isEqualTo(0.5);
    assertThat(health().get(1).getCompleteness()).isEqualTo(0.25); // from 75 s to 120 s
    assertThat(health().get(1).getGaps()).isEqualTo(1);
    assertThat(health().get(1).getOpenRules()).containsExactly("sequence-gap");
    assertThat(health().get(1).getConformanceScore()).isEqualTo(23.8); // 100 x 0.25 x 0.95
  }

  @Test
  void countsOnOverARestart() throws Exception {
    send(0, 0);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
    send(10, BAD);
    send(60, 0);
    assertThat(health().get(0).getGoodRatio()).isEqualTo(0.5);
  }

  @Test
  void givesOneRecordForAllTheTimeTheJobStoodStill() throws Exception {
    send(0, 0);
    send(610, 0);
    assertThat(health()).hasSize(1);
    assertThat(health().get(0).getToTimestamp()).isEqualTo(Instant.ofEpochSecond(MINUTE + 600));
  }

  @Test
  void tellsOfAnEquipmentThatFellSilentInEachInterval() throws Exception {
    for (int second = 0; second < 60; second++) {
      send(second, 0);
    }
    passUntil(300);
    assertThat(health())
        .extracting(DataHealth::getFromTimestamp)
        .containsExactly(
            Instant.ofEpochSecond(MINUTE),
            Instant.ofEpochSecond(MINUTE + 60),
            Instant.ofEpochSecond(MINUTE + 120));
    assertThat(health()).extracting(DataHealth::getValues).containsExactly(60L, 0L, 0L);
    DataHealth silent = health().get(2);
    assertThat(silent.getHierarchyScope()).isEqualTo("Acme/MILL-01");
    assertThat(silent.getCompleteness()).as("a value came each second before").isZero();
    assertThat(silent.getConformanceScore()).isZero();
    assertThat(silent.getProperties().get(0).getGoodRatio()).isNull();
    send(301, 0); // and speaks again
    send(360, 0);
    assertThat(health()).hasSize(5);
    assertThat(health().get(4).getFromTimestamp()).isEqualTo(Instant.ofEpochSecond(MINUTE + 300));
    assertThat(health().get(4).getValues()).isEqualTo(1);
  }

  @Test
  void valuesThatComeOnChangeOnlyAreNotMissed() throws Exception {
    send(0, 0);
    passUntil(240);
    assertThat(health()).hasSize(2);
    assertThat(health().get(1).getCompleteness()).isEqualTo(1);
  }

  @Test
  void theTimeOfASilentEquipmentGoesOnWhereItsClockWas() throws Exception {
    harness.setProcessingTime((MINUTE + 3_600) * 1_000);
    harness.processElement(value(0, 0), 0); // an hour behind
    passUntil(3_600 + 180);
    assertThat(health()).hasSize(2);
    assertThat(health().get(1).getToTimestamp()).isEqualTo(Instant.ofEpochSecond(MINUTE + 120));
  }

  @Test
  void tellsOfSilenceOverARestartOnceWhatWaitedHadTimeToCome() throws Exception {
    send(0, 0);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.setProcessingTime((MINUTE + 3_600) * 1_000);
    harness.initializeState(state);
    harness.open();
    passUntil(3_600 + 59);
    assertThat(health()).isEmpty();
    passUntil(3_600 + 240);
    assertThat(health().get(0).getFromTimestamp()).isEqualTo(Instant.ofEpochSecond(MINUTE));
    assertThat(health().get(0).getToTimestamp()).isEqualTo(Instant.ofEpochSecond(MINUTE + 3_600));
  }

  @Test
  void ofEquipmentThatIsNoLongerOfThePlantNothingIsTold() throws Exception {
    harness.close();
    harness =
        new ConformHarness(new ProfileReference("mdr-profile-0.1", Map.of()), Set.of("MILL-02"));
    harness.open();
    send(0, 0);
    passUntil(600);
    assertThat(health()).isEmpty();
  }

  @Test
  void aClockThatRunsAheadDoesNotEndIntervals() throws Exception {
    send(0, 0);
    harness.processElement(value(86_400, 0), 0); // arrives at 0.5 s
    assertThat(health()).isEmpty();
    send(60, 0);
    assertThat(health()).hasSize(1);
  }

  private void send(int second, int status) throws Exception {
    harness.setProcessingTime((MINUTE + second) * 1_000 + 500);
    harness.processElement(value(second, status), 0);
  }

  /** Time goes by without values. */
  private void passUntil(int second) throws Exception {
    long end = (MINUTE + second) * 1_000;
    for (long now = harness.getProcessingTime(); now <= end; now += 500) {
      harness.setProcessingTime(now);
    }
  }

  private List<DataHealth> health() {
    List<DataHealth> records = new ArrayList<>();
    var output = harness.getSideOutput(ConformFunction.HEALTH);
    if (output != null) {
      for (StreamRecord<DataHealth> record : output) {
        records.add(record.getValue());
      }
    }
    return records;
  }

  private static EquipmentBatch value(int second, int status) {
    EquipmentBatchBuilder builder = builder();
    builder
        .row(
            builder.key(TEMPERATURE),
            second,
            (MINUTE + second) * 1_000_000_000L,
            EquipmentBatch.NO_TIME,
            status)
        .number(20);
    return builder.build();
  }

  private static EquipmentBatch gap(GapPhase phase, int from, int to) {
    return builder()
        .gap(
            DataGap.newBuilder()
                .setGapId("gap-" + from)
                .setEquipment("MILL-01")
                .setHierarchyScope("Acme/MILL-01")
                .setSource(new SourceReference(Protocol.OPC_UA, "mill-server", 7L))
                .setProfile("mdr-profile-0.1")
                .setReason(GapReason.CONNECTION_LOST)
                .setPhase(phase)
                .setFromTimestamp(Instant.ofEpochSecond(MINUTE + from))
                .setToTimestamp(to == 0 ? null : Instant.ofEpochSecond(MINUTE + to))
                .setDetail("the line was cut")
                .build())
        .build();
  }

  private static EquipmentBatchBuilder builder() {
    return new EquipmentBatchBuilder("MILL-01", "Acme/MILL-01", ORIGIN, 1);
  }

  private static ConformHarness harness() throws Exception {
    return new ConformHarness(new ProfileReference("mdr-profile-0.1", Map.of()));
  }
}
