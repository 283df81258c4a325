package io.resonance.normalize;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.ValueKind;
import io.resonance.schema.v1.Protocol;
import java.util.Arrays;
import java.util.Objects;

/**
 * Tells a value of one batch that came before from a new one, by address, so that it does not
 * matter how values are put into batches.
 *
 * <p>MTConnect: within an instanceId the sequence numbers of a data item only grow, so a number
 * that is not above the last one came before (Part 1, sequence).
 *
 * <p>OPC UA: within an epoch a message number below the last one came before. Otherwise a value is
 * the last one again, as a new subscription sends it, if source time, status and value are all the
 * same; a source time that runs backwards alone proves nothing, clocks are set back. Backfilled
 * rows lie before the last value by nature and always pass.
 */
final class Repetition {

  private final Progress progress;
  private final EquipmentBatch batch;
  private final boolean isMtConnect;
  private final boolean alwaysPasses;
  private final long epoch;

  Repetition(Progress progress, EquipmentBatch batch) {
    this.progress = progress;
    this.batch = batch;
    this.isMtConnect = batch.origin().protocol() == Protocol.MTCONNECT;
    this.alwaysPasses = batch.isBackfilled() && !isMtConnect;
    this.epoch = batch.origin().epoch();
  }

  /** Whether the row came before; a new one becomes the last one of its slot. */
  boolean isRepeated(int slot, int row, ValueKind kind) {
    if (alwaysPasses) {
      return false;
    }
    long sequence = batch.sequence(row);
    long sourceTime = batch.sourceTime(row);
    long fingerprint = isMtConnect ? 0 : fingerprint(row, kind);
    if (!progress.isUnseen(slot) && isRepeated(slot, sequence, sourceTime, fingerprint)) {
      return true;
    }
    progress.epoch[slot] = epoch;
    progress.sequence[slot] = sequence;
    progress.sourceTime[slot] = sourceTime;
    progress.fingerprint[slot] = fingerprint;
    return false;
  }

  private boolean isRepeated(int slot, long sequence, long sourceTime, long fingerprint) {
    boolean sameEpoch = progress.epoch[slot] == epoch;
    long last = progress.sequence[slot];
    return isMtConnect
        ? sameEpoch && Long.compareUnsigned(sequence, last) <= 0
        : (sameEpoch && isBefore(sequence, last))
            || (progress.sourceTime[slot] == sourceTime
                && progress.fingerprint[slot] == fingerprint);
  }

  /**
   * Sequence numbers of messages are UInt32 and wrap (Part 4, 5.14.1.1): half the range is
   * "before".
   */
  private static boolean isBefore(long sequence, long last) {
    return (int) (sequence - last) < 0;
  }

  private long fingerprint(int row, ValueKind kind) {
    long bits =
        switch (kind) {
          case NONE, DOUBLE, LONG, BOOLEAN -> batch.integer(row);
          case STRING, ENUMERATION, KEY_VALUES ->
              Objects.hashCode(batch.object(row)) * 31L + batch.integer(row);
          case DOUBLE_ARRAY -> Arrays.hashCode((double[]) batch.object(row));
        };
    return (bits * 0x9E3779B97F4A7C15L) ^ ((long) batch.statusCode(row) << 8) ^ kind.code();
  }
}
