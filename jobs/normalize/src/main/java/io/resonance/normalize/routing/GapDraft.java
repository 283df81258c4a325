package io.resonance.normalize.routing;

import io.resonance.schema.batch.Origin;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import java.util.OptionalLong;

/**
 * A gap of an endpoint, on its way to become one {@link DataGap} for each equipment concerned.
 *
 * @param gapId the source's id of the gap; records get {@code <gapId>/<equipment>}
 * @param origin the endpoint
 * @param profile id of the profile
 * @param reason why values are missing
 * @param phase what became of them
 * @param fromNanos source time of the last value before; empty where there was none
 * @param toNanos source time of the first value after; empty while open
 * @param fromSequence first sequence number missing
 * @param toSequence first sequence number after
 * @param missing how many are missing, if known
 * @param recovered how many were recovered
 */
public record GapDraft(
    String gapId,
    Origin origin,
    String profile,
    GapReason reason,
    GapPhase phase,
    OptionalLong fromNanos,
    OptionalLong toNanos,
    OptionalLong fromSequence,
    OptionalLong toSequence,
    OptionalLong missing,
    long recovered) {

  /** The same gap in another phase, as another equipment may see it. */
  public GapDraft in(GapPhase other) {
    return new GapDraft(
        gapId,
        origin,
        profile,
        reason,
        other,
        fromNanos,
        toNanos,
        fromSequence,
        toSequence,
        OptionalLong.empty(),
        recovered);
  }

  /** The record for an equipment of which every property is concerned. */
  public DataGap of(PlantClaims.Claimant claimant, String detail) {
    // A gap before the first value has no beginning of its own: it begins where it is noticed.
    long from = fromNanos.orElse(toNanos.orElse(System.currentTimeMillis() * 1_000_000L));
    return DataGap.newBuilder()
        .setGapId(gapId + "/" + claimant.equipment())
        .setEquipment(claimant.equipment())
        .setHierarchyScope(claimant.hierarchyScope())
        .setSource(ViolationRecords.source(origin))
        .setProfile(profile)
        .setReason(reason)
        .setPhase(phase)
        .setFromTimestamp(ViolationRecords.instant(from))
        .setFromTimestampNanos(ViolationRecords.nanosBelowMicros(from))
        .setToTimestamp(toNanos.isPresent() ? ViolationRecords.instant(toNanos.getAsLong()) : null)
        .setToTimestampNanos(
            toNanos.isPresent() ? ViolationRecords.nanosBelowMicros(toNanos.getAsLong()) : 0)
        .setFromSequence(boxed(fromSequence))
        .setToSequence(boxed(toSequence))
        .setMissing(boxed(missing))
        .setRecovered(recovered)
        .setDetail(detail)
        .build();
  }

  private static Long boxed(OptionalLong number) {
    return number.isPresent() ? (Long) number.getAsLong() : null;
  }
}
