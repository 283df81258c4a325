package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaConditionEvent;
import io.resonance.normalize.routing.ConditionClaims.Claim;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.EquipmentCondition;
import java.time.Instant;

/** Condition events of a server as records of the equipment that claims them. */
final class OpcUaConditionRecords {

  private final Profile profile;

  OpcUaConditionRecords(Profile profile) {
    this.profile = profile;
  }

  EquipmentCondition of(OpcUaConditionEvent event, Origin origin, long sequence, Claim claim) {
    OpcUaConditionEvent.State state = event.state();
    long time = time(event);
    long since = event.times().activeSince();
    return EquipmentCondition.newBuilder()
        .setEquipment(claim.claimant().equipment())
        .setHierarchyScope(claim.claimant().hierarchyScope())
        .setSource(ViolationRecords.source(origin))
        .setProfile(profile.id())
        .setActivationId(activationId(event, origin))
        .setAddress(event.key().conditionId())
        .setProperty(orNull(claim.property()))
        .setLevel(level(state))
        .setNativeCode(orNull(code(event.origin())))
        .setNativeSeverity(state.severity() == 0 ? null : Integer.toString(state.severity()))
        .setText(orNull(event.texts().message()))
        .setActive(state.active())
        .setAcknowledged(state.acknowledged().orElse(null))
        .setSourceTimestamp(ViolationRecords.instant(time))
        .setSourceTimestampNanos(ViolationRecords.nanosBelowMicros(time))
        .setSequence(sequence)
        .setActivatedAt(since == OpcUaBatch.ABSENT ? null : ViolationRecords.instant(since))
        .setConfirmed(state.confirmed().orElse(null))
        .setRetained(state.retain())
        .setComment(orNull(event.texts().comment()))
        .setStatusCode(Integer.toUnsignedLong(state.quality()))
        .setConcludedFrom(concludedFrom(event.cause()))
        .build();
  }

  /** The same from activation to clearing, for every job that reads this server. */
  private static String activationId(OpcUaConditionEvent event, Origin origin) {
    String branch = event.key().branchId().isEmpty() ? "" : "/" + event.key().branchId();
    return "%s/%s%s@%s"
        .formatted(
            origin.endpoint(),
            event.key().conditionId(),
            branch,
            instant(event.times().activeSince()));
  }

  private ConditionLevel level(OpcUaConditionEvent.State state) {
    if (!state.enabled()) {
      return ConditionLevel.UNAVAILABLE;
    }
    return state.active() ? profile.levelOfOpcUaSeverity(state.severity()) : ConditionLevel.NORMAL;
  }

  /** A name is unique at its source; where there is none the type must do. */
  private static String code(OpcUaConditionEvent.Origin origin) {
    return origin.conditionName().isEmpty() ? origin.eventType() : origin.conditionName();
  }

  private static String concludedFrom(OpcUaConditionEvent.Cause cause) {
    return switch (cause) {
      case REPORTED -> null;
      case REFRESHED -> "refresh";
      case NOT_REFRESHED -> "missing-in-refresh";
      case SUPERSEDED -> "later-activation";
      case UNSUBSCRIBED -> "no-longer-subscribed";
    };
  }

  /** An event without a time is as old as its arrival here. */
  private static long time(OpcUaConditionEvent event) {
    long time = event.times().time();
    return time == OpcUaBatch.ABSENT ? System.currentTimeMillis() * 1_000_000L : time;
  }

  private static String instant(long nanos) {
    return nanos == OpcUaBatch.ABSENT
        ? "unknown"
        : Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
            .toString();
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
