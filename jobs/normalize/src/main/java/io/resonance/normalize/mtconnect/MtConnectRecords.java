package io.resonance.normalize.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectCondition;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.normalize.routing.GapDraft;
import io.resonance.normalize.routing.PlantClaims.Claimant;
import io.resonance.normalize.routing.Target;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import java.util.Map;

/** Descriptions, conditions and gaps of an agent as facts and records of an equipment. */
final class MtConnectRecords {

  private final String profile;

  MtConnectRecords(String profile) {
    this.profile = profile;
  }

  /** The Constraints of a data item are its normal range (Part 2, Constraints). */
  static PropertyFacts facts(Target target, MtConnectDataItemDescription item) {
    double low = bound(item.minimum(), Double.NEGATIVE_INFINITY);
    double high = bound(item.maximum(), Double.POSITIVE_INFINITY);
    // values in `units` were scaled by the agent; only bare native ones are still to be scaled
    double scale = item.units().isEmpty() ? bound(item.nativeScale(), 1) : 1;
    return new PropertyFacts(
        target.key(),
        item.name().isEmpty() ? item.dataItemId() : item.name(),
        low <= high ? new ValueRange(low, high) : ValueRange.UNBOUNDED,
        ValueRange.UNBOUNDED,
        Map.of(),
        scale > 0 ? scale : 1);
  }

  EquipmentCondition condition(MtConnectCondition condition, Origin origin, Target target) {
    // normalize adds when the activation began
    String activation =
        "%s/%s/%s"
            .formatted(
                origin.endpoint(),
                condition.dataItemId(),
                condition.conditionId().isEmpty()
                    ? condition.nativeCode()
                    : condition.conditionId());
    ConditionLevel level = level(condition.level());
    return EquipmentCondition.newBuilder()
        .setEquipment(target.equipment())
        .setHierarchyScope(target.hierarchyScope())
        .setSource(ViolationRecords.source(origin))
        .setProfile(profile)
        .setActivationId(activation)
        .setAddress(condition.dataItemId())
        .setProperty(target.key().property())
        .setLevel(level)
        .setNativeCode(orNull(condition.nativeCode()))
        .setNativeSeverity(orNull(condition.severity()))
        .setQualifier(orNull(condition.qualifier()))
        .setText(orNull(condition.text()))
        .setConditionType(orNull(condition.type()))
        .setConditionId(orNull(condition.conditionId()))
        .setActive(level == ConditionLevel.WARNING || level == ConditionLevel.FAULT)
        .setSourceTimestamp(ViolationRecords.instant(condition.timestampNanos()))
        .setSourceTimestampNanos(ViolationRecords.nanosBelowMicros(condition.timestampNanos()))
        .setSequence(condition.sequence())
        .build();
  }

  DataGap gap(MtConnectGap gap, Origin origin, Claimant claimant) {
    GapDraft draft =
        new GapDraft(
            gap.gapId(),
            origin,
            profile,
            reason(gap.reason()),
            phase(gap.phase()),
            gap.fromNanos(),
            gap.toNanos(),
            gap.sequenceFrom(),
            gap.sequenceTo(),
            gap.count(),
            0);
    return draft.of(claimant, sentence(gap));
  }

  private static double bound(String text, double otherwise) {
    try {
      return text.isBlank() ? otherwise : Double.parseDouble(text.strip().replace(',', '.'));
    } catch (NumberFormatException e) {
      return otherwise; // a template's placeholder bounds nothing
    }
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static ConditionLevel level(MtConnectCondition.Level level) {
    return switch (level) {
      case NORMAL -> ConditionLevel.NORMAL;
      case WARNING -> ConditionLevel.WARNING;
      case FAULT -> ConditionLevel.FAULT;
      case UNAVAILABLE -> ConditionLevel.UNAVAILABLE;
    };
  }

  private static GapReason reason(MtConnectGap.Reason reason) {
    return switch (reason) {
      case BUFFER_OVERRUN -> GapReason.BUFFER_OVERRUN;
      case AGENT_RESTARTED -> GapReason.SOURCE_RESTARTED;
      case CONNECTION_LOST -> GapReason.CONNECTION_LOST;
    };
  }

  private static GapPhase phase(MtConnectGap.Phase phase) {
    return switch (phase) {
      case OPEN -> GapPhase.OPEN;
      case HEALED -> GapPhase.HEALED;
      case LOST -> GapPhase.LOST;
    };
  }

  private static String sentence(MtConnectGap gap) {
    String counted =
        gap.phase() != MtConnectGap.Phase.LOST
            ? ""
            : switch (gap.counting()) {
              case EXACT -> "";
              case AT_MOST ->
                  "; no more than the number given are missing, for the agent numbers the"
                      + " observations of all its devices";
              case UNKNOWN -> "; how many are missing nobody knows, the agent has forgotten them";
            };
    return sentence(gap.reason()) + counted;
  }

  private static String sentence(MtConnectGap.Reason reason) {
    return switch (reason) {
      case BUFFER_OVERRUN ->
          "the agent's buffer no longer held the observations; raise its BufferSize";
      case AGENT_RESTARTED -> "the agent came up anew with an empty buffer";
      case CONNECTION_LOST -> "the connection to the agent was lost";
    };
  }
}
