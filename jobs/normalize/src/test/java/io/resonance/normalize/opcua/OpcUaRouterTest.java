package io.resonance.normalize.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaGap;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import io.resonance.connector.opcua.source.OpcUaRange;
import io.resonance.connector.opcua.source.OpcUaUnit;
import io.resonance.normalize.NormalizeOutputs;
import io.resonance.normalize.RouterPlants;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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
  void carriesWhatTheServerSaysAsFacts() throws Exception {
    send(
        OpcUaBatch.builder("server", 0, NODES)
            .at(1, 0)
            .descriptions(
                List.of(
                    new OpcUaItemDescription(
                        NODES.get(0),
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
