package io.resonance.schema.rules;

import io.resonance.schema.batch.Origin;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.profile.YamlEntry;
import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;

/** Gaps and conditions of examples. */
final class ExampleRecords {

  private static final String PROFILE = "example";

  private ExampleRecords() {}

  static DataGap gap(YamlEntry entry, Origin origin, String equipment, String scope) {
    entry.allowing("gap", "at", "to");
    GapPhase phase = GapPhase.valueOf(entry.text("gap"));
    return DataGap.newBuilder()
        .setGapId("gap-1")
        .setEquipment(equipment)
        .setHierarchyScope(scope)
        .setSource(ViolationRecords.source(origin))
        .setProfile(PROFILE)
        .setReason(GapReason.CONNECTION_LOST)
        .setPhase(phase)
        .setFromTimestamp(ViolationRecords.instant(RuleExampleReader.time(entry)))
        .setToTimestamp(
            entry.has("to")
                ? ViolationRecords.instant(
                    RuleExampleReader.START * 1_000_000_000L
                        + (long) (RuleExampleReader.seconds(entry, "to", 0) * 1e9))
                : null)
        .setMissing(phase == GapPhase.LOST ? 17L : null)
        .setDetail("the line was cut")
        .build();
  }

  static EquipmentCondition condition(
      YamlEntry entry, Origin origin, String equipment, String scope) {
    entry.allowing("condition", "text", "code", "severity", "at");
    ConditionLevel level = ConditionLevel.valueOf(entry.text("condition"));
    return EquipmentCondition.newBuilder()
        .setEquipment(equipment)
        .setHierarchyScope(scope)
        .setSource(ViolationRecords.source(origin))
        .setProfile(PROFILE)
        .setActivationId("activation-1")
        .setAddress("nsu=urn:mill;s=Alarm")
        .setLevel(level)
        .setNativeCode(entry.has("code") ? entry.text("code") : null)
        .setNativeSeverity(entry.has("severity") ? entry.text("severity") : null)
        .setText(entry.has("text") ? entry.text("text") : null)
        .setActive(level == ConditionLevel.WARNING || level == ConditionLevel.FAULT)
        .setSourceTimestamp(ViolationRecords.instant(RuleExampleReader.time(entry)))
        .setSequence(1L)
        .build();
  }
}
