package io.resonance.schema.batch;

import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentAsset;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import io.resonance.schema.v1.JobContext;
import io.resonance.schema.v1.MachineryMode;
import io.resonance.schema.v1.MachineryState;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import io.resonance.schema.v1.StateInput;
import io.resonance.schema.v1.ToolLife;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Batches the tests of this package share. */
final class SampleBatches {

  static final long NOON = 1_795_348_800_123_456_700L;

  private SampleBatches() {}

  /** A batch with every kind of row and every kind of extra; its golden bytes are kept for ever. */
  static EquipmentBatch everyKind() {
    Origin origin = new Origin(Protocol.OPC_UA, "mill-server", 7);
    EquipmentBatchBuilder batch =
        new EquipmentBatchBuilder("MILL-01", "Acme/Shenyang/Hall-1/MILL-01", origin, 2);
    PropertyKey temperature =
        new PropertyKey("coolant-temperature", "nsu=urn:acme:mill;s=T", "CEL", "FAH");
    int temp = batch.key(temperature);
    int program = batch.key(new PropertyKey("program", "nsu=urn:acme:mill;s=P", "", ""));
    batch.row(temp, 1, NOON, NOON + 100, 0).number(21.5).convertedFrom(70.7);
    batch.row(temp, 1, NOON + 100, EquipmentBatch.NO_TIME, 0x80AB0000);
    batch.row(program, 2, -1, EquipmentBatch.NO_TIME, 0x40000000).text("O1234 \u7a0b\u5e8f");
    batch.row(program, 3, NOON, NOON, 0).integer(Long.MAX_VALUE);
    batch.row(program, 4, NOON, NOON, 0).truth(true);
    batch.row(program, 5, NOON, NOON, 0).enumeration(3, "Executing");
    batch
        .row(program, 6, NOON, NOON, 0)
        .array(new double[] {1, Double.NaN, Double.NEGATIVE_INFINITY});
    batch.row(program, 7, NOON, NOON, 0).keyValues(Map.of("tool", "T12"));
    batch.backfilled();
    batch.facts(
        new PropertyFacts(
            temperature,
            "Coolant",
            new ValueRange(5, 60),
            ValueRange.UNBOUNDED,
            Map.of(3L, "Executing"),
            1));
    batch.condition(condition());
    batch.gap(gap());
    return batch.build();
  }

  /** A batch with what single values have beside them and everything else of format 4. */
  static EquipmentBatch said() {
    Origin origin = new Origin(Protocol.MTCONNECT, "agent", 7);
    EquipmentBatchBuilder batch =
        new EquipmentBatchBuilder("MILL-01", "Acme/Shenyang/Hall-1/MILL-01", origin, 2);
    PropertyKey count = new PropertyKey("part-count", "pc", "C62", "");
    int parts = batch.key(count);
    batch.row(parts, 1, NOON, EquipmentBatch.NO_TIME, 0).integer(4);
    batch
        .row(parts, 2, NOON + 1, EquipmentBatch.NO_TIME, 0)
        .integer(0)
        .attributes(Map.of("resetTriggered", "DAY"));
    batch.entryChanges(
        new EntryChanges(
            new PropertyKey("variable", "v", "", ""),
            3,
            NOON,
            EntryChanges.Extent.CHANGED,
            Map.of("a", "1", "b/x", "2"),
            Set.of("c"),
            Map.of("count", "3"),
            0));
    batch.asset(asset());
    batch.fault(
        new ToleratedFault(
            ToleratedFault.Subject.TIME, "A time without zone was taken as UTC", "pc", "t", NOON));
    return batch.build();
  }

  /** A batch with what the machine worked on and a state it came into: everything of format 5. */
  static EquipmentBatch situated() {
    Origin origin = new Origin(Protocol.MTCONNECT, "agent", 7);
    EquipmentBatchBuilder batch =
        new EquipmentBatchBuilder("MILL-01", "Acme/Shenyang/Hall-1/MILL-01", origin, 1);
    batch
        .row(
            batch.key(new PropertyKey("execution", "exec", "", "")),
            3,
            NOON,
            EquipmentBatch.NO_TIME,
            0)
        .text("ACTIVE");
    return batch.build().in(context(), List.of(state()));
  }

  /** The same while the device says that it has failed: what format 6 adds. */
  static EquipmentBatch unhealthy() {
    JobContext context = context();
    context.setDeviceHealth("FAILURE");
    return situated().in(context, List.of());
  }

  private static JobContext context() {
    JobContext context = new JobContext();
    context.setJob("J-7");
    context.setPartCount(4L);
    context.setProgram("O1234 \u7a0b\u5e8f");
    return context;
  }

  private static EquipmentState state() {
    return EquipmentState.newBuilder()
        .setStateId("s1")
        .setEquipment("MILL-01")
        .setHierarchyScope("Acme/Shenyang/Hall-1/MILL-01")
        .setProfile("mdr-profile-0.1")
        .setProfileHash("abc")
        .setState(MachineryState.EXECUTING)
        .setDetail("ACTIVE")
        .setMode(MachineryMode.PROCESSING)
        .setSince(Instant.ofEpochSecond(1_795_348_800L, 123_456_000))
        .setSinceNanos(700)
        .setPreviousState(MachineryState.NOT_EXECUTING)
        .setPreviousDurationMicros(5L)
        .setStateRow("execution-active")
        .setModeRow("controller-automatic")
        .setCauses(
            List.of(
                StateInput.newBuilder()
                    .setProperty("execution")
                    .setSource(new SourceReference(Protocol.MTCONNECT, "agent", 7L))
                    .setAddress("exec")
                    .setSequence(3)
                    .setTimestamp(Instant.ofEpochSecond(1_795_348_800L, 123_456_000))
                    .setWord("ACTIVE")
                    .build()))
        .setContext(context())
        .build();
  }

  private static EquipmentAsset asset() {
    return EquipmentAsset.newBuilder()
        .setEquipment("MILL-01")
        .setHierarchyScope("Acme/Shenyang/Hall-1/MILL-01")
        .setSource(new SourceReference(Protocol.MTCONNECT, "agent", 7L))
        .setProfile("mdr-profile-0.1")
        .setAssetId("T1")
        .setAssetType("CuttingTool")
        .setSha256("00")
        .setDocument("<CuttingTool/>")
        .setDocumentLength(14)
        .setLives(
            List.of(ToolLife.newBuilder().setItem("").setType("MINUTES").setValue(160.0).build()))
        .build();
  }

  private static EquipmentCondition condition() {
    return EquipmentCondition.newBuilder()
        .setEquipment("MILL-01")
        .setHierarchyScope("Acme/Shenyang/Hall-1/MILL-01")
        .setSource(new SourceReference(Protocol.MTCONNECT, "agent", 1L))
        .setProfile("mdr-profile-0.1")
        .setActivationId("a1")
        .setAddress("coolant")
        .setLevel(ConditionLevel.FAULT)
        .setNativeCode("42")
        .setActive(true)
        .setSourceTimestamp(Instant.ofEpochSecond(1_795_348_800L, 123_456_000))
        .setSourceTimestampNanos(700)
        .setSequence(9)
        .build();
  }

  private static DataGap gap() {
    return DataGap.newBuilder()
        .setGapId("g1")
        .setEquipment("MILL-01")
        .setHierarchyScope("Acme/Shenyang/Hall-1/MILL-01")
        .setSource(new SourceReference(Protocol.OPC_UA, "mill-server", 7L))
        .setProfile("mdr-profile-0.1")
        .setReason(GapReason.CONNECTION_LOST)
        .setPhase(GapPhase.OPEN)
        .setFromTimestamp(Instant.ofEpochSecond(1_795_348_800L))
        .setDetail("the connection was lost")
        .build();
  }

  static EquipmentBatch connection() {
    return new EquipmentBatchBuilder(
            "MILL-01", "A/B/MILL-01", new Origin(Protocol.OPC_UA, "mill-server", 7), 0)
        .connection(
            new ConnectionFacts(
                "None None",
                List.of("messages are neither signed nor encrypted"),
                Map.of("our own", 1_800_000_000_000_000_000L, "the server's", 5L),
                1_700_000_000_000_000_000L))
        .drift(
            new PropertyDrift(
                "spindle-speed", "nsu=urn:a;s=b", "unit", "RPM", "", 1_700_000_000_000_000_000L))
        .build();
  }
}
