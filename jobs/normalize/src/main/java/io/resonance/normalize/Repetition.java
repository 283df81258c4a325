package io.resonance.normalize;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.v1.Protocol;
import java.util.Arrays;
import java.util.Objects;

/**
 * Tells a value that came before from a new one, by address, so that it does not matter how values
 * are put into batches.
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

  private Repetition() {}

  /** Whether the row came before; a new one becomes the last one of its slot. */
  static boolean isRepeated(Progress progress, int slot, EquipmentBatch batch, int row) {
    boolean mtConnect = batch.origin().protocol() == Protocol.MTCONNECT;
    if (batch.isBackfilled() && !mtConnect) {
      return false;
    }
    long sequence = batch.sequence(row);
    long fingerprint = mtConnect ? 0 : fingerprint(batch, row);
    if (!progress.isUnseen(slot)) {
      boolean sameEpoch = progress.epoch[slot] == batch.origin().epoch();
      long last = progress.sequence[slot];
      boolean repeated =
          mtConnect
              ? sameEpoch && Long.compareUnsigned(sequence, last) <= 0
              : (sameEpoch && isBefore(sequence, last))
                  || (progress.sourceTime[slot] == batch.sourceTime(row)
                      && progress.fingerprint[slot] == fingerprint);
      if (repeated) {
        return true;
      }
    }
    progress.epoch[slot] = batch.origin().epoch();
    progress.sequence[slot] = sequence;
    progress.sourceTime[slot] = batch.sourceTime(row);
    progress.fingerprint[slot] = fingerprint;
    return false;
  }

  /**
   * Sequence numbers of messages are UInt32 and wrap (Part 4, 5.14.1.1): half the range is
   * "before".
   */
  private static boolean isBefore(long sequence, long last) {
    return (int) (sequence - last) < 0;
  }

  private static long fingerprint(EquipmentBatch batch, int row) {
    long bits =
        switch (batch.kind(row)) {
          case NONE, DOUBLE, LONG, BOOLEAN -> batch.integer(row);
          case STRING, ENUMERATION, KEY_VALUES ->
              Objects.hashCode(batch.object(row)) * 31L + batch.integer(row);
          case DOUBLE_ARRAY -> Arrays.hashCode((double[]) batch.object(row));
        };
    return (bits * 0x9E3779B97F4A7C15L)
        ^ ((long) batch.statusCode(row) << 8)
        ^ batch.kind(row).code();
  }
}
