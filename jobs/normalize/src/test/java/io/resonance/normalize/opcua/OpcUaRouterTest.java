package io.resonance.normalize.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaConditionEvent;
import io.resonance.connector.opcua.source.OpcUaGap;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import io.resonance.connector.opcua.source.OpcUaLocalizedText;
import io.resonance.connector.opcua.source.OpcUaMatrix;
import io.resonance.connector.opcua.source.OpcUaRange;
import io.resonance.connector.opcua.source.OpcUaUndecoded;
import io.resonance.connector.opcua.source.OpcUaUnit;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import io.resonance.normalize.NormalizeOutputs;
import io.resonance.normalize.RouterPlants;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpcUaRouterTest {

  private static final List<String> NODES =
      List.of("nsu=urn:m;s=S1", "nsu=urn:m;s=F1", "nsu=urn:m;s=S2", "nsu=urn:m;s=Other");

  private OneInputStreamOperatorTestHarness<OpcUaBatch, EquipmentBatch> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new OpcUaRouter(RouterPlants.plant())));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void splitsANotificationByEquipmentAndKeepsOrderStatusAndTimes() throws Exception {
    OpcUaColumns columns = new OpcUaColumns(4);
    columns.addDouble(0, 1000, 0, 100, 110);
    columns.addDouble(2, 2000, 0x40000000, 200, OpcUaBatch.ABSENT);
    columns.addDouble(1, 90, 0, 300, 310);
    columns.addDouble(0, 1001, 0, 400, 410);
    send(OpcUaBatch.builder("server", 0, NODES).at(3, 17).values(columns).build());
    EquipmentBatch first = out().get(0);
    assertThat(first.equipment()).isEqualTo("MILL-01");
    assertThat(first.hierarchyScope()).isEqualTo("Acme/Shenyang/Hall-1/MILL-01");
    assertThat(first.size()).isEqualTo(3);
    assertThat(first.number(2)).isEqualTo(1001);
    assertThat(first.sequence(0)).isEqualTo(17);
    assertThat(first.sourceTime(0)).isEqualTo(100);
    assertThat(first.serverTime(0)).isEqualTo(110);
    assertThat(first.key(first.keyIndex(1)).property()).isEqualTo("feed-rate");
    assertThat(first.key(first.keyIndex(1)).nativeUnit()).isEqualTo("mm/min");
    EquipmentBatch second = out().get(1);
    assertThat(second.equipment()).isEqualTo("MILL-02");
    assertThat(second.statusCode(0)).isEqualTo(0x40000000);
    assertThat(second.serverTime(0)).isEqualTo(EquipmentBatch.NO_TIME);
  }

  /** Many numbers of one equipment in a row are copied at once; nobody may see a difference. */
  @Test
  void routesManyValuesAsItRoutesEachAlone() throws Exception {
    OpcUaColumns columns = new OpcUaColumns(64);
    byte[] kinds = {
      OpcUaValueKind.BOOLEAN,
      OpcUaValueKind.SBYTE,
      OpcUaValueKind.BYTE,
      OpcUaValueKind.INT16,
      OpcUaValueKind.UINT16,
      OpcUaValueKind.INT32,
      OpcUaValueKind.UINT32,
      OpcUaValueKind.INT64,
      OpcUaValueKind.UINT64,
      OpcUaValueKind.DOUBLE,
      OpcUaValueKind.NULL
    };
    for (int i = 0; i < 44; i++) {
      // equipment 1 (two nodes), then equipment 2, then one after the other
      int node = i < 22 ? i % 2 : i < 33 ? 2 : i % 3;
      columns.add(node, kinds[i % kinds.length], -i, i << 7, 1_000 + i, 2_000 + i);
    }
    columns.add(2, OpcUaValueKind.FLOAT, Float.floatToRawIntBits(1.5f), 0, 3_000, 3_000);
    columns.addObject(2, OpcUaValueKind.STRING, "text", 0, 3_001, 3_001);
    send(OpcUaBatch.builder("server", 0, NODES).at(3, 17).values(columns).build());
    List<EquipmentBatch> together = out();
    assertThat(together).hasSize(2);
    for (int i = 0; i < columns.size(); i++) {
      OpcUaColumns one = new OpcUaColumns(1);
      one.addFrom(columns, i);
      send(OpcUaBatch.builder("server", 0, NODES).at(3, 17).values(one).build());
    }
    for (EquipmentBatch batch : together) {
      List<EquipmentBatch> alone =
          out().stream().skip(2).filter(b -> b.equipment().equals(batch.equipment())).toList();
      EquipmentBatchBuilder joined =
          new EquipmentBatchBuilder(batch.equipment(), batch.hierarchyScope(), batch.origin(), 0);
      joined.keys(batch.keys());
      for (EquipmentBatch row : alone) {
        joined.copyRow(
            row,
            0,
            IntStream.range(0, batch.keyCount())
                .filter(k -> batch.key(k).equals(row.key(0)))
                .findFirst()
                .orElseThrow());
      }
      assertThat(batch).isEqualTo(joined.build());
    }
  }

  @Test
  void givesANumberWithoutAnyTimeTheTimeOfItsArrival() throws Exception {
    OpcUaColumns columns = new OpcUaColumns(8);
    for (int i = 0; i < 8; i++) {
      columns.addDouble(0, i, 0, OpcUaBatch.ABSENT, i == 0 ? 700 : OpcUaBatch.ABSENT);
    }
    long before = System.currentTimeMillis() * 1_000_000L;
    send(OpcUaBatch.builder("server", 0, NODES).at(1, 1).values(columns).build());
    assertThat(out().get(0).sourceTime(0)).isEqualTo(700);
    assertThat(out().get(0).sourceTime(7)).isGreaterThanOrEqualTo(before);
  }

  @Test
  void listsValuesNobodyClaimsOnceForEachEpoch() throws Exception {
    for (int epoch : new int[] {1, 1, 2}) {
      OpcUaColumns columns = new OpcUaColumns(1);
      columns.addDouble(3, 1, 0, 100, 110);
      send(OpcUaBatch.builder("server", 0, NODES).at(epoch, 1).values(columns).build());
    }
    assertThat(out()).isEmpty();
    assertThat(harness.getSideOutput(NormalizeOutputs.DEAD_LETTERS)).hasSize(2);
  }

  @Test
  void mapsEveryKindWithoutRoundingANumber() throws Exception {
    OpcUaColumns columns = new OpcUaColumns(8);
    byte array = OpcUaValueKind.ARRAY;
    columns.add(0, OpcUaValueKind.UINT64, -1, 0, 1, 1);
    columns.add(0, OpcUaValueKind.DATE_TIME, 116_444_736_000_000_001L, 0, 2, 2);
    columns.addObject(0, (byte) (array | OpcUaValueKind.INT64), new long[] {1L << 60}, 0, 3, 3);
    columns.addObject(0, (byte) (array | OpcUaValueKind.INT32), new long[] {1, 2}, 0, 4, 4);
    columns.addObject(
        0,
        (byte) (array | OpcUaValueKind.MATRIX | OpcUaValueKind.INT32),
        new OpcUaMatrix(List.of(1, 2), new long[] {1, 2}),
        0,
        5,
        5);
    columns.addObject(
        0, OpcUaValueKind.LOCALIZED_TEXT, new OpcUaLocalizedText("de", "Öl"), 0, 6, 6);
    columns.addObject(
        0,
        OpcUaValueKind.STRUCTURE,
        "{\"UaTypeId\":\"t\",\"A\":{\"B\":[1,{\"UaType\":8,\"Value\":\"2\"}]},\"C\":null}",
        0,
        7,
        7);
    columns.addObject(0, OpcUaValueKind.BYTE_STRING, new byte[] {1}, 0, 8, 8);
    send(OpcUaBatch.builder("server", 0, NODES).at(3, 17).values(columns).build());
    EquipmentBatch batch = out().get(0);
    assertThat(batch.object(0)).isEqualTo("18446744073709551615");
    assertThat(batch.object(1)).isEqualTo("1970-01-01T00:00:00.000000100Z");
    assertThat(batch.object(2)).isEqualTo(Map.of("0", "1152921504606846976"));
    assertThat(batch.object(3)).isEqualTo(new double[] {1, 2});
    assertThat(batch.object(4)).isEqualTo(new double[] {1, 2});
    assertThat(batch.object(5)).isEqualTo("Öl");
    assertThat(batch.object(6)).isEqualTo(Map.of("UaTypeId", "t", "A.B.0", "1", "A.B.1", "2"));
    assertThat(batch.object(7)).isEqualTo("AQ==");
  }

  @Test
  void writesADeadLetterForAStructureThatIsNotUnderstoodAndKeepsItsBytes() throws Exception {
    OpcUaColumns columns = new OpcUaColumns(1);
    for (int i = 0; i < UndecodedStructures.MOST_LETTERS + 5; i++) {
      columns.addObject(
          0,
          OpcUaValueKind.EXTENSION_OBJECT,
          new OpcUaUndecoded("nsu=urn:m;i=5", "its type is not known", new byte[] {1, 2}),
          0,
          i,
          i);
    }
    send(OpcUaBatch.builder("server", 0, NODES).at(3, 17).values(columns).build());
    assertThat(out().get(0).object(0))
        .isEqualTo(Map.of("UaTypeId", "nsu=urn:m;i=5", "UaBody", "AQI="));
    var letters = harness.getSideOutput(NormalizeOutputs.DEAD_LETTERS);
    assertThat(letters).hasSize(UndecodedStructures.MOST_LETTERS);
    DeadLetter letter = letters.peek().getValue();
    assertThat(letter.getReason()).contains(NODES.get(0), "nsu=urn:m;i=5", "its type is not known");
    assertThat(letter.getPayload()).isEqualTo(java.nio.ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @Test
  void carriesWhatTheServerSaysAsFacts() throws Exception {
    send(
        OpcUaBatch.builder("server", 0, NODES)
            .at(1, 0)
            .descriptions(
                List.of(
                    new OpcUaItemDescription(
                        NODES.get(0),
                        "",
                        "Speed",
                        "i=11",
                        Optional.of(OpcUaUnit.of(OpcUaUnit.UNECE, 5394509, "r/min")),
                        Optional.of(new OpcUaRange(0, 12000)),
                        Optional.empty(),
                        Map.of(),
                        OptionalDouble.empty(),
                        "",
                        100,
                        10)))
            .build());
    PropertyFacts facts = out().get(0).facts().get(0);
    assertThat(facts.key().nativeUnit()).isEqualTo("RPM");
    assertThat(facts.euRange()).isEqualTo(new ValueRange(0, 12000));
    assertThat(facts.instrumentRange()).isEqualTo(ValueRange.UNBOUNDED);
  }

  @Test
  void declaresAGapForEachEquipmentAndHealsWhatWasNotLost() throws Exception {
    send(gap(OpcUaGap.Phase.OPEN, List.of()));
    send(gap(OpcUaGap.Phase.LOST, List.of(NODES.get(2))));
    assertThat(gaps())
        .extracting(DataGap::getEquipment, DataGap::getPhase)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("MILL-01", GapPhase.OPEN),
            org.assertj.core.groups.Tuple.tuple("MILL-02", GapPhase.OPEN),
            org.assertj.core.groups.Tuple.tuple("MILL-02", GapPhase.LOST),
            org.assertj.core.groups.Tuple.tuple("MILL-01", GapPhase.HEALED));
    assertThat(gaps()).extracting(DataGap::getGapId).containsOnly("g/MILL-01", "g/MILL-02");
  }

  @Test
  void declaresARefusedNodeAsAGapOfItsProperty() throws Exception {
    send(
        OpcUaBatch.builder("server", 0, NODES)
            .at(1, 0)
            .faults(List.of(new OpcUaItemFault(NODES.get(1), 0x80340000, "the node is unknown")))
            .build());
    assertThat(gaps().get(0).getReason()).isEqualTo(GapReason.NODE_FAULT);
    assertThat(gaps().get(0).getProperty()).isEqualTo("feed-rate");
    assertThat(gaps().get(0).getDetail()).contains("0x80340000").contains("the node is unknown");
  }

  @Test
  void givesAConditionToTheEquipmentThatNamesItsSource() throws Exception {
    send(conditions(condition("nsu=urn:m;s=Spindle", "whatever", "nsu=urn:m;s=S1", "")));
    EquipmentCondition record = out().get(0).conditions().get(0);
    assertThat(record.getEquipment()).isEqualTo("MILL-01");
    assertThat(record.getHierarchyScope()).isEqualTo("Acme/Shenyang/Hall-1/MILL-01");
    assertThat(record.getActivationId())
        .isEqualTo("server/nsu=urn:m;s=alarm@2023-11-14T22:13:20.000000100Z");
    assertThat(record.getAddress()).isEqualTo("nsu=urn:m;s=alarm");
    assertThat(record.getProperty()).isEqualTo("spindle-speed");
    assertThat(record.getLevel()).isEqualTo(ConditionLevel.FAULT);
    assertThat(record.getNativeCode()).isEqualTo("Overload");
    assertThat(record.getNativeSeverity()).isEqualTo("700");
    assertThat(record.getText()).isEqualTo("too much");
    assertThat(record.getComment()).isEqualTo("seen");
    assertThat(record.getActive()).isTrue();
    assertThat(record.getRetained()).isTrue();
    assertThat(record.getAcknowledged()).isFalse();
    assertThat(record.getConfirmed()).isNull();
    assertThat(record.getConcludedFrom()).isNull();
    assertThat(record.getSequence()).isEqualTo(7);
    assertThat(record.getSourceTimestampNanos()).isEqualTo(200);
    assertThat(harness.getSideOutput(NormalizeOutputs.DEAD_LETTERS)).isNull();
  }

  @Test
  void givesAConditionToTheEquipmentWhosePropertyItWatches() throws Exception {
    send(conditions(condition("nsu=urn:m;s=Somewhere", "Spindle 1", "", "")));
    send(conditions(condition("nsu=urn:m;s=S2", "", "", "")));
    send(conditions(condition("nsu=urn:m;s=Somewhere", "", "nsu=urn:m;s=F1", "")));
    assertThat(out())
        .flatExtracting(EquipmentBatch::conditions)
        .extracting(EquipmentCondition::getEquipment, EquipmentCondition::getProperty)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("MILL-01", null),
            org.assertj.core.groups.Tuple.tuple("MILL-02", "spindle-speed"),
            org.assertj.core.groups.Tuple.tuple("MILL-01", "feed-rate"));
  }

  @Test
  void givesTheOtherConditionsOfAnEndpointToWhoTakesAll() throws Exception {
    OpcUaConditionEvent event = condition("nsu=urn:m;s=S1", "", "", "");
    send(OpcUaBatch.builder("other", 0, NODES).at(1, 7).conditions(List.of(event)).build());
    assertThat(out().get(0).equipment()).isEqualTo("MILL-02");
  }

  @Test
  void keepsBranchesApartAndSaysWhatWasConcluded() throws Exception {
    OpcUaConditionEvent branch = condition("nsu=urn:m;s=Spindle", "", "", "nsu=urn:m;s=b");
    send(conditions(branch, branch.overAt(5_000, OpcUaConditionEvent.Cause.NOT_REFRESHED)));
    List<EquipmentCondition> records = out().get(0).conditions();
    assertThat(records)
        .extracting(EquipmentCondition::getActivationId)
        .containsOnly("server/nsu=urn:m;s=alarm/nsu=urn:m;s=b@2023-11-14T22:13:20.000000100Z");
    assertThat(records.get(1).getLevel()).isEqualTo(ConditionLevel.NORMAL);
    assertThat(records.get(1).getActive()).isFalse();
    assertThat(records.get(1).getConcludedFrom()).isEqualTo("missing-in-refresh");
  }

  @Test
  void listsSourcesOfConditionsNobodyClaimsOnceForEachEpoch() throws Exception {
    for (int i = 0; i < 3; i++) {
      send(conditions(condition("nsu=urn:m;s=Nobody", "", "", "")));
    }
    assertThat(out()).isEmpty();
    assertThat(harness.getSideOutput(NormalizeOutputs.DEAD_LETTERS))
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.getValue().getReason())
                    .startsWith("1 sources of conditions belong to no equipment"));
  }

  @Test
  void declaresLostEventsWithoutDoubtingValues() throws Exception {
    send(
        OpcUaBatch.builder("server", 0, NODES)
            .at(1, 1)
            .gaps(
                List.of(
                    new OpcUaGap(
                        "g",
                        OpcUaGapReason.EVENTS_LOST,
                        List.of("nsu=http://opcfoundation.org/UA/;i=2253"),
                        OptionalLong.of(1000),
                        OptionalLong.of(2000),
                        OptionalLong.empty(),
                        OpcUaGap.Phase.LOST,
                        0)))
            .build());
    DataGap gap = gaps().get(0);
    assertThat(gaps()).hasSize(1);
    assertThat(gap.getEquipment()).isEqualTo("MILL-01");
    assertThat(gap.getProperty()).isEqualTo("x:conditions");
    assertThat(gap.getDetail()).contains("their present state was asked from the server");
  }

  private static OpcUaBatch conditions(OpcUaConditionEvent... events) {
    return OpcUaBatch.builder("server", 0, NODES).at(1, 7).conditions(List.of(events)).build();
  }

  private static OpcUaConditionEvent condition(
      String sourceNode, String sourceName, String inputNode, String branch) {
    long time = 1_700_000_000_000_000_200L;
    return new OpcUaConditionEvent(
        new OpcUaConditionEvent.Key("nsu=urn:m;s=alarm", branch),
        new OpcUaConditionEvent.Origin(
            "nsu=http://opcfoundation.org/UA/;i=9482",
            "Overload",
            "",
            sourceNode,
            sourceName,
            inputNode),
        new OpcUaConditionEvent.State(
            true, true, true, Optional.of(false), Optional.empty(), 700, 0),
        new OpcUaConditionEvent.Texts("too much", "seen"),
        new OpcUaConditionEvent.Times(time, time, time - 100),
        "0a",
        OpcUaConditionEvent.Cause.REPORTED);
  }

  private static OpcUaBatch gap(OpcUaGap.Phase phase, List<String> nodes) {
    OptionalLong to = phase == OpcUaGap.Phase.OPEN ? OptionalLong.empty() : OptionalLong.of(2000);
    return OpcUaBatch.builder("server", 0, NODES)
        .at(1, 1)
        .gaps(
            List.of(
                new OpcUaGap(
                    "g",
                    OpcUaGapReason.CONNECTION_LOST,
                    nodes,
                    OptionalLong.of(1000),
                    to,
                    OptionalLong.empty(),
                    phase,
                    0)))
        .build();
  }

  private void send(OpcUaBatch batch) throws Exception {
    harness.processElement(batch, 0);
  }

  private List<EquipmentBatch> out() {
    return harness.extractOutputValues();
  }

  private List<DataGap> gaps() {
    return out().stream().flatMap(batch -> batch.gaps().stream()).toList();
  }
}
