package io.resonance.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.batch.ConnectionFacts;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.Severity;
import io.resonance.schema.v1.SourceReference;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConformFunctionTest {

  private static final int GOOD = 0;
  private static final int BAD = 0x80000000;
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final Origin ORIGIN = new Origin(Protocol.OPC_UA, "mill-server", 7);
  private static final PropertyKey TEMPERATURE =
      new PropertyKey("coolant-temperature", "nsu=urn:m;s=T", "CEL", "");
  private static final PropertyKey SPEED =
      new PropertyKey("spindle-speed", "nsu=urn:m;s=S", "RPM", "");
  private static final PropertyKey EXECUTION =
      new PropertyKey("execution", "nsu=urn:m;s=E", "", "");

  private ConformHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(Map.of());
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void opensRepeatsAndClearsAValueOutsideEuRange() throws Exception {
    send(facts());
    send(number(TEMPERATURE, 0, 30, GOOD));
    assertThat(violations()).isEmpty();
    send(number(TEMPERATURE, 1, 55, GOOD));
    send(number(TEMPERATURE, 2, 56, GOOD));
    send(number(TEMPERATURE, 70, 57, GOOD));
    send(number(TEMPERATURE, 71, 40, GOOD));
    send(number(TEMPERATURE, 72, 41, GOOD));
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.REPEATED, ViolationState.CLEARED);
    assertThat(violations())
        .extracting(Violation::getViolationId)
        .hasSize(3)
        .containsOnly(violations().get(0).getViolationId());
    Violation opened = violations().get(0);
    assertThat(opened.getRuleId()).isEqualTo("range-eu");
    assertThat(opened.getSeverity()).isEqualTo(Severity.WARNING);
    assertThat(opened.getLimits()).isEqualTo("EURange 5.0 to 50.0 CEL");
    assertThat(opened.getProperty()).isEqualTo("coolant-temperature");
    assertThat(opened.getEvidence().get(0).getValue()).isEqualTo("55.0");
    assertThat(opened.getEvidence().get(0).getUnit()).isEqualTo("CEL");
    assertThat(opened.getEvidence().get(0).getSequence()).isEqualTo(1);
    assertThat(opened.getEvidence().get(0).getAddress()).isEqualTo("nsu=urn:m;s=T");
    assertThat(opened.getTitleZh()).isEqualTo("数值超出正常范围");
    assertThat(violations().get(2).getOccurrences()).isEqualTo(3);
    assertThat(violations().get(2).getEvidence()).hasSize(2);
  }

  @Test
  void reportsWhatTheInstrumentCannotMeasureAsAnError() throws Exception {
    send(facts());
    send(number(TEMPERATURE, 1, 400, GOOD));
    assertThat(violations())
        .extracting(Violation::getRuleId)
        .containsExactly("range-eu", "range-instrument");
    assertThat(violations().get(1).getSeverity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void doesNotHoldBadValuesAgainstRanges() throws Exception {
    send(facts());
    send(number(TEMPERATURE, 1, 400, BAD));
    assertThat(violations()).isEmpty();
  }

  @Test
  void reportsAShareOfBadValuesAndClearsItAfterASoundWindow() throws Exception {
    for (int i = 0; i < 50; i++) {
      send(number(TEMPERATURE, i, 20, i < 10 ? BAD : GOOD));
    }
    assertThat(violations()).extracting(Violation::getRuleId).containsExactly("quality-ratio");
    assertThat(violations().get(0).getEvidence().get(0).getValue())
        .isEqualTo("20.0 (status 0x80000000)");
    for (int i = 50; i < 100; i++) {
      send(number(TEMPERATURE, i, 20, GOOD));
    }
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.CLEARED);
  }

  @Test
  void reportsAMeasurementThatFellSilentWhileOthersGoOn() throws Exception {
    for (int i = 0; i < 30; i++) {
      send(number(TEMPERATURE, i, 20, GOOD));
      send(number(SPEED, i, 1000, GOOD));
    }
    for (int i = 30; i < 120; i++) {
      send(number(SPEED, i, 1000, GOOD));
    }
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0).getRuleId()).isEqualTo("stale");
    assertThat(violations().get(0).getProperty()).isEqualTo("coolant-temperature");
    assertThat(violations().get(0).getFirstAt())
        .isEqualTo(Instant.ofEpochSecond(1_700_000_000L + 29 + 60));
    send(number(TEMPERATURE, 121, 20, GOOD));
    assertThat(violations().get(1).getState()).isEqualTo(ViolationState.CLEARED);
  }

  @Test
  void doesNotCallAPropertySilentThatNeverCameRegularly() throws Exception {
    send(number(TEMPERATURE, 0, 20, GOOD));
    for (int i = 0; i < 200; i++) {
      send(number(SPEED, i, 1000, GOOD));
    }
    assertThat(violations()).isEmpty();
  }

  @Test
  void doesNotCallSilenceWhatAGapExplains() throws Exception {
    for (int i = 0; i < 30; i++) {
      send(number(TEMPERATURE, i, 20, GOOD));
      send(number(SPEED, i, 1000, GOOD));
    }
    send(gap(GapPhase.OPEN, 29, 0));
    send(number(SPEED, 300, 1000, GOOD));
    send(gap(GapPhase.HEALED, 29, 300));
    send(number(SPEED, 310, 1000, GOOD));
    assertThat(violations()).extracting(Violation::getRuleId).containsOnly("sequence-gap");
  }

  @Test
  void takesTheLimitOfSilenceFromThePlantFile() throws Exception {
    harness.close();
    harness = harness(Map.of("stale", Map.of("after", "10s")));
    harness.open();
    for (int i = 0; i < 30; i++) {
      send(number(TEMPERATURE, i, 20, GOOD));
    }
    send(number(SPEED, 41, 1000, GOOD));
    assertThat(violations()).extracting(Violation::getRuleId).containsExactly("stale");
  }

  @Test
  void opensAGapAndClearsItWhenHealed() throws Exception {
    send(gap(GapPhase.OPEN, 10, 0));
    send(gap(GapPhase.OPEN, 10, 0));
    send(gap(GapPhase.HEALED, 10, 20));
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.CLEARED);
    assertThat(violations().get(1).getOccurrences()).isEqualTo(42);
  }

  @Test
  void leavesALostGapOnRecordWithItsCount() throws Exception {
    send(gap(GapPhase.OPEN, 10, 0));
    send(gap(GapPhase.LOST, 10, 20));
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.REPEATED);
    assertThat(violations().get(1).getOccurrences()).isEqualTo(17);
    assertThat(violations().get(1).getEvidence().get(0).getValue())
        .isEqualTo("CONNECTION_LOST: the line was cut");
  }

  @Test
  void reportsAStateOutsideItsVocabulary() throws Exception {
    send(text(EXECUTION, 1, "ACTIVE"));
    send(text(EXECUTION, 2, "RUNNING"));
    send(text(EXECUTION, 3, "READY"));
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.CLEARED);
    assertThat(violations().get(0).getLimits()).contains("ACTIVE").contains("FEED_HOLD");
  }

  @Test
  void goesOnFromASnapshotAsIfNothingHadHappened() throws Exception {
    send(facts());
    send(number(TEMPERATURE, 1, 55, GOOD));
    send(gap(GapPhase.OPEN, 1, 0));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    List<Violation> before = violations();
    harness.close();

    harness = harness(Map.of());
    harness.initializeState(snapshot);
    harness.open();
    send(number(TEMPERATURE, 2, 60, GOOD));
    send(number(TEMPERATURE, 3, 30, GOOD));
    send(number(TEMPERATURE, 4, 70, GOOD));
    send(gap(GapPhase.HEALED, 1, 4));
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.CLEARED, ViolationState.OPENED, ViolationState.CLEARED);
    assertThat(violations().get(0).getViolationId()).isEqualTo(before.get(0).getViolationId());
    assertThat(violations().get(0).getOccurrences()).isEqualTo(2);
    assertThat(violations().get(2).getViolationId()).isEqualTo(before.get(1).getViolationId());
  }

  @Test
  void reportsAConnectionWhileItIsWeakOverAFailureOfTheJob() throws Exception {
    send(connection(0, 400, "no encryption", "a password in clear"));
    send(connection(3_600, 400, "no encryption"));
    Violation opened = violations().get(0);
    assertThat(violations()).hasSize(1);
    assertThat(opened.getRuleId()).isEqualTo("connection-security");
    assertThat(opened.getState()).isEqualTo(ViolationState.OPENED);
    assertThat(opened.getSeverity()).isEqualTo(Severity.ERROR);
    assertThat(opened.getProperty()).isNull();
    assertThat(opened.getEvidence().get(0).getAddress()).isEqualTo("mill-server");
    assertThat(opened.getEvidence().get(0).getValue())
        .isEqualTo("Basic256Sha256 Sign: no encryption; a password in clear");

    OperatorSubtaskState state = harness.snapshot(1, 0);
    harness.close();
    harness = harness(Map.of());
    harness.initializeState(state);
    harness.open();
    send(connection(90_000, 400, "no encryption"));
    send(connection(90_001, 400));
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.REPEATED, ViolationState.CLEARED);
    assertThat(violations())
        .extracting(Violation::getViolationId)
        .containsOnly(opened.getViolationId());
    assertThat(violations().get(1).getOccurrences()).isEqualTo(3);
  }

  @Test
  void reportsACertificateThatEndsSoonUntilItIsRenewed() throws Exception {
    send(connection(0, 31));
    send(connection(2 * 86_400, 29));
    send(connection(2 * 86_400 + 3_600, 28));
    send(connection(3 * 86_400, 700));
    assertThat(violations())
        .extracting(Violation::getRuleId)
        .containsExactly("certificate-expiry", "certificate-expiry");
    Violation opened = violations().get(0);
    assertThat(opened.getSeverity()).isEqualTo(Severity.WARNING);
    assertThat(opened.getLimits()).isEqualTo("30 days before its end");
    assertThat(opened.getEvidence().get(0).getValue())
        .startsWith("the server's certificate is valid until 2023-")
        .endsWith(", 29 days left");
    assertThat(violations().get(1).getState()).isEqualTo(ViolationState.CLEARED);
  }

  @Test
  void takesTheDaysBeforeTheEndFromThePlant() throws Exception {
    harness.close();
    harness = harness(Map.of("certificate-expiry", Map.of("before", "24h")));
    harness.open();
    send(connection(0, 29));
    assertThat(violations()).isEmpty();
    send(connection(1, 0));
    assertThat(violations()).hasSize(1);
  }

  @Test
  void refusesAParameterThatDoesNotExist() {
    assertThatThrownBy(
            () ->
                new ConformFunction(
                    new ProfileReference(
                        "mdr-profile-0.1", Map.of("stale", Map.of("afer", "10s")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The rule `stale` has no parameter `afer`; it has [after, factor, learn].");
  }

  private void send(EquipmentBatch batch) throws Exception {
    harness.processElement(batch, 0);
  }

  private List<Violation> violations() {
    return harness.extractOutputValues();
  }

  private static ConformHarness harness(Map<String, Map<String, String>> parameters)
      throws Exception {
    return new ConformHarness(new ProfileReference("mdr-profile-0.1", parameters));
  }

  private static EquipmentBatch number(PropertyKey key, int second, double value, int status) {
    EquipmentBatchBuilder builder = builder();
    builder
        .row(builder.key(key), second, START + second * SECOND, EquipmentBatch.NO_TIME, status)
        .number(value);
    return builder.build();
  }

  private static EquipmentBatch text(PropertyKey key, int second, String value) {
    EquipmentBatchBuilder builder = builder();
    builder
        .row(builder.key(key), second, START + second * SECOND, EquipmentBatch.NO_TIME, GOOD)
        .text(value);
    return builder.build();
  }

  private static EquipmentBatch facts() {
    return builder()
        .facts(
            new PropertyFacts(
                TEMPERATURE,
                "Coolant",
                new ValueRange(5, 50),
                new ValueRange(-50, 150),
                Map.of(),
                1))
        .build();
  }

  private static EquipmentBatch gap(GapPhase phase, int from, int to) {
    return builder()
        .gap(
            DataGap.newBuilder()
                .setGapId("gap-1")
                .setEquipment("MILL-01")
                .setHierarchyScope("Acme/Shenyang/MILL-01")
                .setSource(new SourceReference(Protocol.OPC_UA, "mill-server", 7L))
                .setProfile("mdr-profile-0.1")
                .setReason(GapReason.CONNECTION_LOST)
                .setPhase(phase)
                .setFromTimestamp(Instant.ofEpochSecond(1_700_000_000L + from))
                .setToTimestamp(to == 0 ? null : Instant.ofEpochSecond(1_700_000_000L + to))
                .setMissing(17L)
                .setRecovered(phase == GapPhase.HEALED ? 42L : 0L)
                .setDetail("the line was cut")
                .build())
        .build();
  }

  private static EquipmentBatch connection(long second, int daysLeft, String... weaknesses) {
    long at = START + second * SECOND;
    return builder()
        .connection(
            new ConnectionFacts(
                "Basic256Sha256 Sign",
                List.of(weaknesses),
                Map.of(
                    "the server's", at + daysLeft * 86_400L * SECOND + SECOND,
                    "our own", at + 4_000L * 86_400 * SECOND),
                at))
        .build();
  }

  private static EquipmentBatchBuilder builder() {
    return new EquipmentBatchBuilder("MILL-01", "Acme/Shenyang/MILL-01", ORIGIN, 1);
  }
}
