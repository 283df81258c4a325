package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaBatch;

/**
 * The position of a split while its reader runs; moved by the record emitter after the emit and
 * nowhere else.
 */
public final class OpcUaSubscriptionSplitState {

  private final OpcUaSubscriptionSplit split;
  private final long[] lastTimes;
  private SplitPosition position;
  private long maxTime = OpcUaBatch.ABSENT;

  public OpcUaSubscriptionSplitState(OpcUaSubscriptionSplit split) {
    this.split = split;
    this.lastTimes = split.lastTimes();
    this.position = split.position();
  }

  /** The batch was emitted and the split now stands at the given position. */
  public void moveTo(SplitPosition next, OpcUaBatch emitted) {
    position = next;
    for (int i = 0; i < emitted.size(); i++) {
      long time = emitted.orderTime(i);
      if (time != OpcUaBatch.ABSENT) {
        lastTimes[emitted.item(i)] = time;
      }
    }
  }

  /** The timestamp of a batch: its latest value, or the latest before it if it has none. */
  public long timestampMillis(OpcUaBatch batch) {
    maxTime = Math.max(maxTime, batch.maxTime());
    return maxTime == OpcUaBatch.ABSENT ? Long.MIN_VALUE : Math.floorDiv(maxTime, 1_000_000L);
  }

  /** The split as it is now. */
  public OpcUaSubscriptionSplit toSplit() {
    return new OpcUaSubscriptionSplit(
        split.endpointId(), split.index(), split.nodeIds(), lastTimes, position);
  }
}
