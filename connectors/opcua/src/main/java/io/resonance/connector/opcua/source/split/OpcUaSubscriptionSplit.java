package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.connector.source.SourceSplit;

/** One subscription: some items of one endpoint and how far they were handed over. Immutable. */
public final class OpcUaSubscriptionSplit implements SourceSplit {

  private final String endpointId;
  private final int index;
  private final List<String> nodeIds;
  private final long[] lastTimes;
  private final BitSet refused;
  private final SplitPosition position;

  OpcUaSubscriptionSplit(
      String endpointId,
      int index,
      List<String> nodeIds,
      long[] lastTimes,
      BitSet refused,
      SplitPosition position) {
    if (nodeIds.size() != lastTimes.length) {
      throw new IllegalArgumentException(
          "%d nodes but %d times".formatted(nodeIds.size(), lastTimes.length));
    }
    this.endpointId = endpointId;
    this.index = index;
    this.nodeIds = List.copyOf(nodeIds);
    this.lastTimes = lastTimes.clone();
    this.refused = (BitSet) refused.clone();
    this.position = position;
  }

  /** The splits of an endpoint, none of which was ever connected. */
  public static List<OpcUaSubscriptionSplit> of(OpcUaEndpoint endpoint) {
    List<OpcUaSubscriptionSplit> splits = new ArrayList<>();
    List<OpcUaItem> items = endpoint.items();
    int size = endpoint.monitoring().itemsPerSubscription();
    // an endpoint of which only conditions are wanted has one subscription without items
    for (int from = 0; from < Math.max(1, items.size()); from += size) {
      List<String> nodeIds =
          items.subList(from, Math.min(items.size(), from + size)).stream()
              .map(OpcUaItem::nodeId)
              .toList();
      long[] times = new long[nodeIds.size()];
      Arrays.fill(times, OpcUaBatch.ABSENT);
      splits.add(
          new OpcUaSubscriptionSplit(
              endpoint.id(),
              splits.size(),
              nodeIds,
              times,
              new BitSet(),
              SplitPosition.START.with(
                  splits.isEmpty()
                      ? ConditionsPosition.startOf(endpoint.conditions().notifiers())
                      : ConditionsPosition.NONE)));
    }
    return splits;
  }

  /** The same split with the nodes and notifiers the configuration names today. */
  public OpcUaSubscriptionSplit as(OpcUaSubscriptionSplit today) {
    return withNodes(today.nodeIds(), today.position().conditions().notifiers());
  }

  private OpcUaSubscriptionSplit withNodes(List<String> configured, List<String> notifiers) {
    ConditionsPosition conditions = position.conditions().withNotifiers(notifiers);
    if (configured.equals(nodeIds) && conditions.equals(position.conditions())) {
      return this;
    }
    Map<String, Long> times = new HashMap<>();
    for (int i = 0; i < lastTimes.length; i++) {
      times.put(nodeIds.get(i), lastTimes[i]);
    }
    long[] moved = new long[configured.size()];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = times.getOrDefault(configured.get(i), OpcUaBatch.ABSENT);
    }
    // the old subscription has other items; a new one is made and the history fills the time
    // between
    return new OpcUaSubscriptionSplit(
        endpointId,
        index,
        configured,
        moved,
        new BitSet(),
        position.withoutSubscription().with(Optional.empty()).with(conditions));
  }

  @Override
  public String splitId() {
    return endpointId + "/" + index;
  }

  /** The endpoint it belongs to. */
  public String endpointId() {
    return endpointId;
  }

  /** Which subscription of the endpoint, from 0. */
  public int index() {
    return index;
  }

  /** Its nodes, in the order of the item column. */
  public List<String> nodeIds() {
    return nodeIds;
  }

  /** Source time of the last value handed over per item, or {@link OpcUaBatch#ABSENT}. */
  public long[] lastTimes() {
    return lastTimes.clone();
  }

  /** Items the server did not monitor when this was noted, as indexes into the nodes. */
  public BitSet refused() {
    return (BitSet) refused.clone();
  }

  /** How far it was handed over. */
  public SplitPosition position() {
    return position;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpcUaSubscriptionSplit that
        && endpointId.equals(that.endpointId)
        && index == that.index
        && nodeIds.equals(that.nodeIds)
        && Arrays.equals(lastTimes, that.lastTimes)
        && refused.equals(that.refused)
        && position.equals(that.position);
  }

  @Override
  public int hashCode() {
    return Objects.hash(endpointId, index, nodeIds, Arrays.hashCode(lastTimes), refused, position);
  }

  @Override
  public String toString() {
    return "OpcUaSubscriptionSplit[%s, %d items, %s]"
        .formatted(splitId(), nodeIds.size(), position);
  }
}
