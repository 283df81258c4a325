package io.resonance.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.EquipmentBatchSerializer;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.ValueKind;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NormalizeFunctionTest {

  private static final Origin OPC_UA = new Origin(Protocol.OPC_UA, "mill-server", 7);
  private static final PropertyKey FEED =
      new PropertyKey("feed-rate", "nsu=urn:m;s=F", "", "mm/min");
  private static final PropertyKey COOLANT =
      new PropertyKey("coolant-temperature", "nsu=urn:m;s=T", "", "");

  private KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, EquipmentBatch> harness;

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
  void convertsToTheCanonicalUnitAndKeepsWhatTheMachineSaid() throws Exception {
    send(number(OPC_UA, FEED, 1, 90));
    EquipmentBatch batch = out().get(0);
    assertThat(batch.key(0))
        .isEqualTo(new PropertyKey("feed-rate", "nsu=urn:m;s=F", "C16", "mm/min"));
    assertThat(batch.number(0)).isEqualTo(1.5);
    assertThat(batch.isConverted(0)).isTrue();
    assertThat(batch.nativeNumber(0)).isEqualTo(90);
  }

  @Test
  void convertsAffineUnitsAndTheRangesOfFacts() throws Exception {
    send(coolantFacts("FAH", 1));
    send(number(OPC_UA, COOLANT, 1, 212));
    assertThat(out().get(0).facts().get(0).euRange()).isEqualTo(new ValueRange(0, 100));
    assertThat(out().get(0).facts().get(0).key().unit()).isEqualTo("CEL");
    assertThat(out().get(1).number(0)).isEqualTo(100);
    assertThat(out().get(1).key(0).nativeUnit()).isEqualTo("FAH");
  }

  @Test
  void dividesByNativeScale() throws Exception {
    send(coolantFacts("CELSIUS", 10));
    send(number(OPC_UA, COOLANT, 1, 215));
    assertThat(out().get(1).number(0)).isEqualTo(21.5);
    assertThat(out().get(1).nativeNumber(0)).isEqualTo(215);
  }

  @Test
  void leavesCanonicalValuesAsTheyAre() throws Exception {
    send(coolantFacts("CEL", 1));
    send(number(OPC_UA, COOLANT, 1, 21.5));
    assertThat(out().get(1).isConverted(0)).isFalse();
    assertThat(out().get(1).key(0).unit()).isEqualTo("CEL");
    assertThat(out().get(1).key(0).nativeUnit()).isEmpty();
  }

  @Test
  void passesAnUnknownUnitAndReportsItUntilItIsKnown() throws Exception {
    send(number(OPC_UA, COOLANT, 1, 20));
    send(number(OPC_UA, COOLANT, 2, 21));
    assertThat(out()).hasSize(2);
    assertThat(out().get(0).number(0)).isEqualTo(20);
    assertThat(out().get(0).key(0).unit()).isEmpty();
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0).getRuleId()).isEqualTo("unit-unknown");
    assertThat(violations().get(0).getLimits())
        .isEqualTo("the machine names no unit; CEL is expected");
    send(coolantFacts("CEL", 1));
    send(number(OPC_UA, COOLANT, 3, 22));
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.CLEARED);
    assertThat(violations().get(1).getViolationId())
        .isEqualTo(violations().get(0).getViolationId());
  }

  @Test
  void passesAUnitOfAnotherDimensionAndReportsIt() throws Exception {
    send(coolantFacts("MMT", 1));
    send(number(OPC_UA, COOLANT, 1, 20));
    assertThat(out().get(1).number(0)).isEqualTo(20);
    assertThat(out().get(1).key(0).unit()).isEqualTo("MMT");
    assertThat(violations()).extracting(Violation::getRuleId).containsExactly("unit-dimension");
    assertThat(violations().get(0).getLimits())
        .isEqualTo("`MMT` measures length, the property temperature in CEL");
  }

  @Test
  void givesCodesTheirTexts() throws Exception {
    PropertyKey mode = new PropertyKey("x:Mode", "nsu=urn:m;s=M", "", "");
    send(
        builder(OPC_UA)
            .facts(
                new PropertyFacts(
                    mode,
                    "Mode",
                    ValueRange.UNBOUNDED,
                    ValueRange.UNBOUNDED,
                    Map.of(0L, "Manual", 1L, "Automatic"),
                    1))
            .build());
    EquipmentBatchBuilder builder = builder(OPC_UA);
    int key = builder.key(mode);
    builder.row(key, 1, 1, EquipmentBatch.NO_TIME, 0).integer(1);
    builder.row(key, 1, 2, EquipmentBatch.NO_TIME, 0).integer(5);
    send(builder.build());
    assertThat(out().get(1).kind(0)).isEqualTo(ValueKind.ENUMERATION);
    assertThat(out().get(1).object(0)).isEqualTo("Automatic");
    assertThat(out().get(1).kind(1)).isEqualTo(ValueKind.LONG);
  }

  /** MTConnect Part 1: sequence numbers of an instance only grow. */
  @Test
  void removesMtConnectObservationsThatCameBeforeInTheSameInstance() throws Exception {
    Origin first = new Origin(Protocol.MTCONNECT, "agent", 100);
    Origin restarted = new Origin(Protocol.MTCONNECT, "agent", 101);
    send(number(first, COOLANT, 5, 20));
    send(number(first, COOLANT, 5, 20));
    send(number(first, COOLANT, 4, 20));
    send(number(first, COOLANT, 6, 20));
    send(number(restarted, COOLANT, 1, 20));
    assertThat(out()).extracting(batch -> batch.sequence(0)).containsExactly(5L, 6L, 1L);
  }

  @Test
  void removesAnOldOpcUaMessageAndTheLastValueAgainButNotAChangedStatus() throws Exception {
    send(row(OPC_UA, 10, 1000, 20, 0));
    send(row(OPC_UA, 9, 900, 19, 0)); // an old message again
    send(row(new Origin(Protocol.OPC_UA, "mill-server", 8), 1, 1000, 20, 0)); // initial value again
    send(row(new Origin(Protocol.OPC_UA, "mill-server", 8), 2, 1000, 20, 0x40000000));
    send(
        row(
            new Origin(Protocol.OPC_UA, "mill-server", 8),
            3,
            500,
            21,
            0)); // the clock was set back
    assertThat(out()).hasSize(3);
  }

  /** Part 4, 5.14.1.1: the sequence number after 4294967295 is 1. */
  @Test
  void goesOnWhenMessageNumbersWrap() throws Exception {
    send(row(OPC_UA, 4294967295L, 1000, 20, 0));
    send(row(OPC_UA, 1, 1001, 21, 0));
    assertThat(out()).hasSize(2);
  }

  @Test
  void letsBackfilledRowsPass() throws Exception {
    send(row(OPC_UA, 10, 5000, 20, 0));
    EquipmentBatchBuilder builder = builder(OPC_UA).backfilled();
    builder.row(builder.key(FEED), 10, 1000, EquipmentBatch.NO_TIME, 0).number(1);
    send(builder.build());
    assertThat(out()).hasSize(2);
    assertThat(out().get(1).isBackfilled()).isTrue();
  }

  @Test
  void remembersFactsAndPositionsAcrossASnapshot() throws Exception {
    send(coolantFacts("FAH", 1));
    send(number(OPC_UA, COOLANT, 1, 212));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
    send(number(OPC_UA, COOLANT, 1, 212));
    send(number(OPC_UA, COOLANT, 2, -40));
    assertThat(out()).hasSize(1);
    assertThat(out().get(0).number(0)).isEqualTo(-40);
    assertThat(out().get(0).key(0).unit()).isEqualTo("CEL");
  }

  private void send(EquipmentBatch batch) throws Exception {
    harness.processElement(batch, 0);
  }

  private List<EquipmentBatch> out() {
    return harness.extractOutputValues();
  }

  private List<Violation> violations() {
    Queue<StreamRecord<Violation>> records = harness.getSideOutput(NormalizeOutputs.VIOLATIONS);
    List<Violation> violations = new ArrayList<>();
    if (records != null) {
      records.forEach(entry -> violations.add(entry.getValue()));
    }
    return violations;
  }

  static KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, EquipmentBatch> harness()
      throws Exception {
    var function = new NormalizeFunction(new ProfileReference("mdr-profile-0.1", Map.of()));
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), EquipmentBatch::equipment, Types.STRING);
    harness.setup(EquipmentBatchSerializer.INSTANCE);
    return harness;
  }

  private static EquipmentBatch number(
      Origin origin, PropertyKey key, long sequence, double value) {
    EquipmentBatchBuilder builder = builder(origin);
    builder
        .row(builder.key(key), sequence, sequence * 1000, EquipmentBatch.NO_TIME, 0)
        .number(value);
    return builder.build();
  }

  private static EquipmentBatch row(
      Origin origin, long sequence, long time, double value, int status) {
    EquipmentBatchBuilder builder = builder(origin);
    builder.row(builder.key(FEED), sequence, time, EquipmentBatch.NO_TIME, status).number(value);
    return builder.build();
  }

  private static EquipmentBatch coolantFacts(String unit, double nativeScale) {
    PropertyKey key = new PropertyKey(COOLANT.property(), COOLANT.address(), "", unit);
    return builder(OPC_UA)
        .facts(
            new PropertyFacts(
                key,
                "Coolant",
                new ValueRange(32, 212),
                ValueRange.UNBOUNDED,
                Map.of(),
                nativeScale))
        .build();
  }

  static EquipmentBatchBuilder builder(Origin origin) {
    return new EquipmentBatchBuilder("MILL-01", "Acme/Shenyang/MILL-01", origin, 1);
  }
}
