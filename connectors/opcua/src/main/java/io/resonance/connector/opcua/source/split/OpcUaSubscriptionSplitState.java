package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The position of a split while its reader runs; moved by the record emitter after the emit and
 * nowhere else.
 */
public final class OpcUaSubscriptionSplitState {

  private final OpcUaSubscriptionSplit split;
  private final LatestValues latest;
  private final BitSet refused;
  private SplitItems items;
  private SplitPosition position;
  private long maxTime = OpcUaBatch.ABSENT;

  /** The latest value from a history of which more may be to come. */
  private long heldBack = OpcUaBatch.ABSENT;

  public OpcUaSubscriptionSplitState(OpcUaSubscriptionSplit split) {
    this.split = split;
    this.latest = split.latest();
    this.refused = split.refused();
    this.items = split.items();
    this.position = split.position();
  }

  /** The batch was emitted and the split now stands at the given position. */
  public void moveTo(SplitPosition next, OpcUaBatch emitted) {
    if (next.epoch() != position.epoch()) {
      refused.clear();
    }
    position = next;
    OpcUaColumns values = emitted.columns();
    if (emitted.backfilled()) {
      for (int i = 0; i < values.size(); i++) {
        latest.fromHistory(values.item(i), values.orderTime(i), values.contentHash(i));
      }
    } else {
      latest.live(values);
    }
    if (!emitted.descriptions().isEmpty()) {
      remember(emitted.descriptions());
    }
    if (!refused.isEmpty()) {
      emitted.descriptions().forEach(accepted -> mark(accepted.nodeId(), false));
    }
    for (OpcUaItemFault fault : emitted.faults()) {
      mark(fault.nodeId(), true);
    }
  }

  private void mark(String nodeId, boolean isRefused) {
    int item = split.nodeIds().indexOf(nodeId);
    if (item >= 0) {
      if (!isRefused && refused.get(item)) {
        latest.expectOlder(item);
      }
      refused.set(item, isRefused);
    }
  }

  /** What the nodes are now: the next epoch is compared with it. */
  private void remember(List<OpcUaItemDescription> descriptions) {
    Map<String, OpcUaItemDescription> byNode = new HashMap<>();
    descriptions.forEach(description -> byNode.put(description.nodeId(), description));
    List<SplitItem> described = new ArrayList<>(items);
    described.replaceAll(
        item -> {
          OpcUaItemDescription description = byNode.get(item.nodeId());
          return description == null ? item : item.as(description);
        });
    items = SplitItems.of(described);
  }

  /**
   * The timestamp of a batch: its latest value, or the latest before it if it has none. While a
   * history is read it stands still, for that is read item by item: the values of the next item are
   * older than the last one of this, and must not be late for watermarks.
   *
   * @param after where the split stands once the batch is emitted
   */
  public long timestampMillis(OpcUaBatch batch, SplitPosition after) {
    if (batch.backfilled() && after.openGap().isPresent()) {
      heldBack = Math.max(heldBack, batch.maxTime());
    } else if (batch.size() > 0 || after.openGap().isEmpty()) {
      maxTime = Math.max(maxTime, Math.max(heldBack, batch.maxTime()));
      heldBack = OpcUaBatch.ABSENT;
    }
    return maxTime == OpcUaBatch.ABSENT ? Long.MIN_VALUE : Math.floorDiv(maxTime, 1_000_000L);
  }

  /** The split as it is now. */
  public OpcUaSubscriptionSplit toSplit() {
    return new OpcUaSubscriptionSplit(
        split.endpointId(), split.index(), items, latest, refused, position);
  }
}
