package io.resonance.connector.mtconnect.client.delivery;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;

/**
 * The state of an agent on its way into the stream: it was written at some sequence number and is
 * emitted between the observations before it and those after it, where it tells exactly what was
 * lost.
 */
final class DeliveredState {
  private final BatchOutput output;
  private MtConnectBatch waiting;

  DeliveredState(BatchOutput output) {
    this.output = output;
  }

  /** Takes a state that is not older than what was emitted. */
  void take(MtConnectBatch state) {
    waiting = state;
  }

  /** Drops a state that was overtaken. */
  void forget() {
    waiting = null;
  }

  /** Sequence number at which the state was written; only where one waits. */
  long position() {
    return waiting.nextSequence();
  }

  /** Whether a state waits that all rows from one on are later than. */
  boolean isDueBefore(MtConnectBatchBuilder columns, int from) {
    return waiting != null
        && from < columns.size()
        && Long.compareUnsigned(columns.sequence(from), waiting.nextSequence()) >= 0;
  }

  /** The end of a piece of rows that does not reach over the place of the state. */
  int cut(MtConnectBatchBuilder columns, int from, int end) {
    if (waiting == null) {
      return end;
    }
    int at = columns.firstFrom(waiting.nextSequence());
    return at > from && at < end ? at : end;
  }

  /** Emits the state once everything before it was. */
  void emitIfReached(MtConnectProgress progress) {
    if (waiting != null
        && progress.position() instanceof MtConnectPosition.At at
        && at.instanceId() == waiting.instanceId()
        && Long.compareUnsigned(at.nextSequence(), waiting.nextSequence()) >= 0) {
      MtConnectBatch state = waiting;
      waiting = null;
      output.emit(MtConnectBatchBuilder.current(state), progress);
    }
  }
}
