package io.resonance.normalize;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.ValueKind;
import io.resonance.schema.v1.Protocol;
import java.util.Arrays;
import java.util.BitSet;
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

  /** In place of a row: the last one came with another batch. */
  private static final int NOT_HERE = -1;

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

  /**
   * Finds the rows that came before among some of one property; each of the others becomes the last
   * one of its slot.
   *
   * @param repeated gets the numbers of the rows that came before
   */
  void find(int slot, int from, int to, BitSet repeated) {
    if (alwaysPasses) {
      return;
    }
    if (isMtConnect || !batch.hasOneSequence() || progress.isUnseen(slot)) {
      for (int row = from; row < to; row++) {
        if (isRepeated(slot, row)) {
          repeated.set(row);
        }
      }
    } else if (progress.epoch[slot] == epoch
        && isBefore(batch.sequence(from), progress.sequence[slot])) {
      repeated.set(from, to);
    } else {
      findInOneMessage(slot, from, to, repeated);
    }
  }

  /** Rows of a message that is not before the last one: most have a new time, and that is all. */
  private void findInOneMessage(int slot, int from, int to, BitSet repeated) {
    long lastTime = progress.sourceTime[slot];
    int lastRow = NOT_HERE;
    for (int row = from; row < to; row++) {
      long time = batch.sourceTime(row);
      if (time == lastTime && fingerprint(row) == fingerprintOf(lastRow, slot)) {
        repeated.set(row);
      } else {
        lastTime = time;
        lastRow = row;
      }
    }
    if (lastRow != NOT_HERE) {
      remember(slot, lastRow, fingerprint(lastRow));
    }
  }

  private long fingerprintOf(int lastRow, int slot) {
    return lastRow == NOT_HERE ? progress.fingerprint[slot] : fingerprint(lastRow);
  }

  private void remember(int slot, int row, long fingerprint) {
    progress.epoch[slot] = epoch;
    progress.sequence[slot] = batch.sequence(row);
    progress.sourceTime[slot] = batch.sourceTime(row);
    progress.fingerprint[slot] = fingerprint;
  }

  private boolean isRepeated(int slot, int row) {
    long fingerprint = isMtConnect ? 0 : fingerprint(row);
    if (!progress.isUnseen(slot)
        && isRepeated(slot, batch.sequence(row), batch.sourceTime(row), fingerprint)) {
      return true;
    }
    remember(slot, row, fingerprint);
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

  private long fingerprint(int row) {
    ValueKind kind = batch.kind(row);
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
