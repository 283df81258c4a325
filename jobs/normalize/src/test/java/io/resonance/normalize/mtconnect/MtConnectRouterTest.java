package io.resonance.normalize.mtconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.source.MtConnectAsset;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectCondition;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import io.resonance.normalize.NormalizeOutputs;
import io.resonance.normalize.RouterPlants;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.ValueKind;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MtConnectRouterTest {

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
  void namesTheItemsOfADeviceByTermComponentAndName() throws Exception {
    send(
        MtConnectBatchBuilder.notes(
            "agent",
            7,
            1,
            List.of(
                described("p1", "Xact", "POSITION", "Axes[axes]/Linear[X]", "MILLIMETER"),
                described(
                    "s1", "S1", "ROTARY_VELOCITY", "Axes[axes]/Rotary[C]", "REVOLUTION/MINUTE"),
                described(
                    "s2", "S2", "ROTARY_VELOCITY", "Axes[axes]/Rotary[C2]", "REVOLUTION/MINUTE"),
                described("t9", "cool", "TEMPERATURE", "Systems[s]/Coolant[c]", "CELSIUS"),
                described("v1", "vendor", "x:THING", "", "")),
            List.of()));
    assertThat(out().get(0).facts())
        .extracting(facts -> facts.key().property())
        .containsExactly(
            "axis-position[X]",
            "spindle-speed",
            "spindle-speed[C2]",
            "coolant-temperature",
            "x:vendor");
    assertThat(out().get(0).facts().get(0).euRange()).isEqualTo(new ValueRange(0, 381.6404));
    assertThat(out().get(0).facts().get(0).key().nativeUnit()).isEqualTo("MILLIMETER");
  }

  @Test
  void routesObservationsConditionsAndUnavailable() throws Exception {
    MtConnectBatchBuilder builder = new MtConnectBatchBuilder("agent");
    MtConnectDataItem load = item("l1", MtConnectCategory.SAMPLE, "Load", "Lathe");
    MtConnectDataItem availability = item("a1", MtConnectCategory.EVENT, "Availability", "Lathe");
    MtConnectDataItem system = item("c1", MtConnectCategory.CONDITION, "SYSTEM", "Lathe");
    builder.add(load, 1, 1000, MtConnectValueKind.DOUBLE, Double.doubleToRawLongBits(12.5), null);
    builder.attributes(new String[] {"quality", "UNVERIFIABLE"});
    builder.add(load, 2, 2000, MtConnectValueKind.UNAVAILABLE, 0, null);
    builder.add(availability, 3, 3000, MtConnectValueKind.UNAVAILABLE, 0, null);
    builder.add(
        system,
        4,
        4000,
        MtConnectValueKind.CONDITION,
        2,
        new MtConnectCondition(
            "c1",
            MtConnectCondition.Level.FAULT,
            "SYSTEM",
            "E42",
            "",
            "",
            "",
            "spindle hot",
            4,
            4000));
    builder.sort();
    send(builder.batch(7, 5, 0, 4, List.of(), List.of()));
    EquipmentBatch batch = out().get(0);
    assertThat(batch.equipment()).isEqualTo("LATHE-01");
    assertThat(batch.number(0)).isEqualTo(12.5);
    assertThat(batch.statusCode(0)).isEqualTo(0x40000000);
    assertThat(batch.statusCode(1)).isEqualTo(0x80310000);
    assertThat(batch.kind(1)).isEqualTo(ValueKind.NONE);
    assertThat(batch.object(2)).isEqualTo("UNAVAILABLE");
    assertThat(batch.statusCode(2)).isZero();
    assertThat(batch.conditions().get(0).getLevel()).isEqualTo(ConditionLevel.FAULT);
    assertThat(batch.conditions().get(0).getActive()).isTrue();
    assertThat(batch.conditions().get(0).getNativeCode()).isEqualTo("E42");
  }

  @Test
  void listsDevicesNobodyClaims() throws Exception {
    MtConnectBatchBuilder builder = new MtConnectBatchBuilder("agent");
    MtConnectDataItem other = item("o1", MtConnectCategory.SAMPLE, "Load", "Other");
    builder.add(other, 1, 1000, MtConnectValueKind.DOUBLE, 0, null);
    builder.sort();
    send(builder.batch(7, 2, 0, 1, List.of(), List.of()));
    assertThat(out()).isEmpty();
    assertThat(harness.getSideOutput(NormalizeOutputs.DEAD_LETTERS)).hasSize(1);
  }

  @Test
  void declaresGapsForTheEquipmentOfTheAgent() throws Exception {
    send(
        MtConnectBatchBuilder.notes(
            "agent",
            7,
            1,
            List.of(),
            List.of(
                new MtConnectGap(
                    "g",
                    MtConnectGap.Reason.BUFFER_OVERRUN,
                    MtConnectGap.Phase.LOST,
                    OptionalLong.of(7),
                    OptionalLong.of(7),
                    OptionalLong.of(100),
                    OptionalLong.of(150),
                    OptionalLong.of(1000),
                    OptionalLong.of(2000),
                    OptionalLong.of(50)))));
    assertThat(out().get(0).gaps().get(0).getMissing()).isEqualTo(50);
    assertThat(out().get(0).gaps().get(0).getPhase()).isEqualTo(GapPhase.LOST);
  }

  @Test
  void saysWhatTheNumberOfAGapIsWorth() throws Exception {
    MtConnectGap open =
        new MtConnectGap(
            "g",
            MtConnectGap.Reason.CONNECTION_LOST,
            MtConnectGap.Phase.OPEN,
            OptionalLong.of(7),
            OptionalLong.empty(),
            OptionalLong.of(100),
            OptionalLong.empty(),
            OptionalLong.of(1000),
            OptionalLong.empty(),
            OptionalLong.empty());
    MtConnectGap restart =
        open.closed(
            MtConnectGap.Reason.AGENT_RESTARTED,
            MtConnectGap.Phase.LOST,
            8,
            1,
            OptionalLong.empty());
    MtConnectGap filtered =
        open.closed(
                MtConnectGap.Reason.BUFFER_OVERRUN,
                MtConnectGap.Phase.LOST,
                7,
                150,
                OptionalLong.of(50))
            .atMost();
    send(MtConnectBatchBuilder.notes("agent", 7, 1, List.of(), List.of(open, restart, filtered)));
    assertThat(out().get(0).gaps())
        .extracting(DataGap::getDetail)
        .satisfiesExactly(
            detail -> assertThat(detail).doesNotContain("missing"),
            detail -> assertThat(detail).contains("how many are missing nobody knows"),
            detail -> assertThat(detail).contains("no more than the number given are missing"));
  }

  @Test
  void tellsEveryEquipmentOfTheAgentWhichAssetsItHolds() throws Exception {
    send(
        MtConnectBatchBuilder.assetsHeld(
            "agent", 7, 9, List.of(new MtConnectAsset.Name("CuttingTool", "T1"))));
    assertThat(out().get(0).entryChanges())
        .singleElement()
        .satisfies(held -> assertThat(held.entries().keySet()).containsExactly("CuttingTool\nT1"));
  }

  @Test
  void keepsTheDevicesOfAnAgentApartWhereEachIsASplit() throws Exception {
    send(
        MtConnectBatchBuilder.notes(
            "agent/Lathe",
            7,
            1,
            List.of(described("p1", "Xact", "POSITION", "Axes[axes]/Linear[X]", "INCH")),
            List.of()));
    MtConnectGap gap =
        new MtConnectGap(
            "g",
            MtConnectGap.Reason.CONNECTION_LOST,
            MtConnectGap.Phase.OPEN,
            OptionalLong.of(7),
            OptionalLong.empty(),
            OptionalLong.of(1),
            OptionalLong.empty(),
            OptionalLong.of(1000),
            OptionalLong.empty(),
            OptionalLong.empty());
    MtConnectDataItemDescription other =
        new MtConnectDataItemDescription(
            "o1",
            "o1",
            MtConnectCategory.SAMPLE,
            "LOAD",
            "",
            "PERCENT",
            "",
            "",
            "",
            "",
            "u-2",
            "Other",
            "",
            "",
            "",
            List.of());
    send(MtConnectBatchBuilder.notes("agent/Other", 7, 1, List.of(other), List.of(gap)));
    assertThat(out()).allMatch(batch -> batch.gaps().isEmpty());

    // what the probe of one device said does not unmake that of another
    MtConnectBatchBuilder builder = new MtConnectBatchBuilder("agent/Lathe");
    builder.add(
        item("p1", MtConnectCategory.SAMPLE, "Position", "Lathe"),
        1,
        1000,
        MtConnectValueKind.DOUBLE,
        0,
        null);
    builder.sort();
    send(builder.batch(7, 2, 0, 1, List.of(gap), List.of()));
    EquipmentBatch batch = out().get(out().size() - 1);
    assertThat(batch.key(0).nativeUnit()).isEqualTo("INCH");
    assertThat(batch.gaps()).hasSize(1);
  }

  private static MtConnectDataItemDescription described(
      String id, String name, String type, String path, String units) {
    return new MtConnectDataItemDescription(
        id,
        name,
        MtConnectCategory.SAMPLE,
        type,
        "ACTUAL".repeat(type.startsWith("x:") ? 0 : 1),
        units,
        "",
        "",
        "",
        "",
        "u-1",
        "Lathe",
        path,
        id.equals("p1") ? "0" : "",
        id.equals("p1") ? "381,6404" : "",
        List.of());
  }

  private static MtConnectDataItem item(
      String id, MtConnectCategory category, String type, String device) {
    return new MtConnectDataItem(
        id, category, type, id, "", "", device, "u-" + device, "Device", "d1");
  }

  private void send(MtConnectBatch batch) throws Exception {
    harness.processElement(batch, 0);
  }

  private List<EquipmentBatch> out() {
    return harness.extractOutputValues();
  }
}
