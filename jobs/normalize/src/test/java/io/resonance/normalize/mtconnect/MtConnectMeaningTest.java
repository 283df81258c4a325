package io.resonance.normalize.mtconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.source.MtConnectAsset;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import io.resonance.normalize.RouterPlants;
import io.resonance.schema.batch.EntryChanges;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.ToleratedFault;
import io.resonance.schema.v1.EquipmentAsset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the router makes of what agents say beside plain values. */
class MtConnectMeaningTest {

  private OneInputStreamOperatorTestHarness<MtConnectBatch, EquipmentBatch> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new MtConnectRouter(RouterPlants.plant())));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void carriesWhatStandsBesideValues() throws Exception {
    MtConnectBatchBuilder builder = new MtConnectBatchBuilder("agent");
    builder.add(item("n1", "PartCount", "", ""), 1, 100, MtConnectValueKind.LONG, 0, null);
    builder.attributes(new String[] {"resetTriggered", "DAY", "duration", "3600"});
    builder.add(
        item("m1", "Torque", "ACTUAL", "MAXIMUM"), 2, 200, MtConnectValueKind.LONG, 9, null);
    builder.attributes(new String[] {"quality", "INVALID"});
    builder.add(item("q1", "x:Gauge", "INNER", ""), 3, 300, MtConnectValueKind.LONG, 9, null);
    builder.add(
        item("s1", "LoadTimeSeries", "", ""),
        4,
        400,
        MtConnectValueKind.DOUBLE_ARRAY,
        0,
        new double[] {1, 2});
    builder.attributes(new String[] {"sampleCount", "2", "sampleRate", "100"});
    EquipmentBatch batch = route(builder, 4).get(0);
    assertThat(batch.attributes(0)).isEqualTo(Map.of("resetTriggered", "DAY", "duration", "3600"));
    assertThat(batch.attributes(1))
        .isEqualTo(Map.of("statistic", "MAXIMUM", "type", "Torque", "subType", "ACTUAL"));
    assertThat(batch.statusCode(1)).isEqualTo(0x80000000);
    assertThat(batch.attributes(2)).isEqualTo(Map.of("type", "x:Gauge", "subType", "INNER"));
    assertThat(batch.key(3).property()).isEqualTo("load");
    assertThat(batch.attributes(3)).isEqualTo(Map.of("sampleRate", "100"));
    assertThat((double[]) batch.object(3)).containsExactly(1, 2);
  }

  @Test
  void handsOnChangesOfSetsAndWholeSetsOfTheState() throws Exception {
    MtConnectDataItem set = item("v1", "VariableDataSet", "", "");
    MtConnectBatchBuilder builder = new MtConnectBatchBuilder("agent");
    builder.add(set, 1, 100, MtConnectValueKind.KEY_VALUES, 0, entries());
    builder.add(set, 2, 200, MtConnectValueKind.KEY_VALUES, 0, entries());
    builder.attributes(new String[] {"resetTriggered", "MANUAL"});
    builder.add(set, 3, 300, MtConnectValueKind.UNAVAILABLE, 0, null);
    builder.add(
        item("o1", "x:Offsets", "", ""), 4, 400, MtConnectValueKind.KEY_VALUES, 0, entries());
    EquipmentBatch batch = route(builder, 4).get(0);
    assertThat(batch.entryChanges())
        .extracting(EntryChanges::extent)
        .containsExactly(
            EntryChanges.Extent.CHANGED, EntryChanges.Extent.WHOLE, EntryChanges.Extent.UNKNOWN);
    assertThat(batch.entryChanges().get(0).entries()).isEqualTo(Map.of("a", "1", "t/x", "2"));
    assertThat(batch.entryChanges().get(0).removed()).containsExactly("b");
    assertThat(batch.entryChanges().get(0).key().property()).isEqualTo("variable");
    assertThat(batch.size()).as("a vendor's structure is a value").isEqualTo(1);

    MtConnectBatchBuilder state = new MtConnectBatchBuilder("agent");
    state.add(set, 1, 100, MtConnectValueKind.KEY_VALUES, 0, entries());
    state.sort();
    send(MtConnectBatchBuilder.current(state.batch(7, 9, 0, 1, List.of(), List.of())));
    EquipmentBatch refreshed = out().get(1);
    assertThat(refreshed.isBackfilled()).isTrue();
    assertThat(refreshed.entryChanges().get(0).extent()).isEqualTo(EntryChanges.Extent.WHOLE);
  }

  @Test
  void reportsAToleratedFaultOnceForADocument() throws Exception {
    MtConnectBatchBuilder builder = new MtConnectBatchBuilder("agent");
    builder.add(item("l1", "Load", "", ""), 1, 100, MtConnectValueKind.LONG, 1, null);
    builder.oddity(MtConnectOddity.Kind.TIME_WITHOUT_ZONE, "l1", "2020-01-01T00:00:00");
    builder.oddity(MtConnectOddity.Kind.TIME_WITHOUT_ZONE, "l2", "2020-01-01T00:00:01");
    builder.oddity(MtConnectOddity.Kind.DECIMAL_COMMA, "l1", "1,5");
    EquipmentBatch batch = route(builder, 1).get(0);
    assertThat(batch.faults())
        .extracting(ToleratedFault::subject, ToleratedFault::address)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ToleratedFault.Subject.TIME, "l1"),
            org.assertj.core.groups.Tuple.tuple(ToleratedFault.Subject.CONTENT, "l1"));
  }

  @Test
  void givesAssetsToTheirDeviceWithUnitsOfTheProfile() throws Exception {
    send(
        MtConnectBatchBuilder.assets(
            "agent",
            7,
            1,
            List.of(
                new MtConnectAsset(
                    "T1",
                    "CuttingTool",
                    "u",
                    OptionalLong.of(1_500_000_123L),
                    false,
                    "h",
                    "<CuttingTool/>",
                    14,
                    Map.of("toolId", "K"),
                    List.of(
                        new MtConnectAsset.ToolLife("", "MINUTES", "UP", "16,5", "", "100", "")),
                    List.of(
                        new MtConnectAsset.Measurement(
                            "1", "FunctionalLength", "LF", "x", "", "", "", "MILLIMETER", ""))))));
    EquipmentAsset asset = out().get(0).assets().get(0);
    assertThat(asset.getEquipment()).isEqualTo("LATHE-01");
    assertThat(asset.getSha256()).hasSize(64);
    assertThat(asset.getChangedAtNanos()).isEqualTo(123);
    assertThat(asset.getLives().get(0).getValue()).isEqualTo(16.5);
    assertThat(asset.getLives().get(0).getInitial()).isNull();
    assertThat(asset.getMeasurements().get(0).getUnit()).isEqualTo("MMT");
    assertThat(asset.getMeasurements().get(0).getValue()).isNull();
  }

  private static MtConnectBatch.Entry[] entries() {
    return new MtConnectBatch.Entry[] {
      new MtConnectBatch.Entry("a", "", "1", false),
      new MtConnectBatch.Entry("t", "x", "2", false),
      new MtConnectBatch.Entry("b", "", "", true)
    };
  }

  private static MtConnectDataItem item(String id, String type, String subType, String statistic) {
    MtConnectCategory category =
        type.equals("Torque") || type.startsWith("Load")
            ? MtConnectCategory.SAMPLE
            : MtConnectCategory.EVENT;
    return new MtConnectDataItem(
        id, category, type, id, subType, statistic, "Lathe", "u", "Controller", "c");
  }

  private List<EquipmentBatch> route(MtConnectBatchBuilder builder, int rows) throws Exception {
    builder.sort();
    send(builder.batch(7, rows + 1L, 0, rows, List.of(), builder.oddities()));
    return out();
  }

  private void send(MtConnectBatch batch) throws Exception {
    harness.processElement(batch, 0);
  }

  private List<EquipmentBatch> out() {
    return new ArrayList<>(harness.extractOutputValues());
  }
}
