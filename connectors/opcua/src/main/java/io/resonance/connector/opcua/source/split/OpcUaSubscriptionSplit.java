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
  private final SplitItems items;
  private final LatestValues latest;
  private final BitSet refused;
  private final SplitPosition position;
  private final boolean ofFirstFormat;

  OpcUaSubscriptionSplit(
      String endpointId,
      int index,
      List<SplitItem> items,
      LatestValues latest,
      BitSet refused,
      SplitPosition position) {
    this(endpointId, index, items, latest, refused, position, false);
  }

  private OpcUaSubscriptionSplit(
      String endpointId,
      int index,
      List<SplitItem> items,
      LatestValues latest,
      BitSet refused,
      SplitPosition position,
      boolean ofFirstFormat) {
    if (items.size() != latest.items()) {
      throw new IllegalArgumentException(
          "%d items but %d latest values".formatted(items.size(), latest.items()));
    }
    this.endpointId = endpointId;
    this.index = index;
    this.items = SplitItems.of(items);
    this.latest = latest.copy();
    this.refused = (BitSet) refused.clone();
    this.position = position;
    this.ofFirstFormat = ofFirstFormat;
  }

  /** A split that was never connected; events come with the first of an endpoint only. */
  public static OpcUaSubscriptionSplit start(
      OpcUaEndpoint endpoint, int index, List<SplitItem> items) {
    return new OpcUaSubscriptionSplit(
        endpoint.id(),
        index,
        items,
        LatestValues.none(items.size()),
        new BitSet(),
        SplitPosition.START.with(ConditionsPosition.startOf(notifiers(endpoint, index))));
  }

  /** The objects whose events the subscription of this index carries. */
  static List<String> notifiers(OpcUaEndpoint endpoint, int index) {
    return index == 0 ? endpoint.conditions().notifiers() : List.of();
  }

  /** The splits of the nodes an endpoint names, none of which was ever connected. */
  public static List<OpcUaSubscriptionSplit> of(OpcUaEndpoint endpoint) {
    List<OpcUaSubscriptionSplit> splits = new ArrayList<>();
    List<OpcUaItem> items = endpoint.items();
    int size = endpoint.monitoring().itemsPerSubscription();
    // an endpoint of which only conditions are wanted has one subscription without items
    boolean onlyConditions = items.isEmpty() && !notifiers(endpoint, 0).isEmpty();
    for (int from = 0; from < (onlyConditions ? 1 : items.size()); from += size) {
      List<SplitItem> some =
          items.subList(from, Math.min(items.size(), from + size)).stream()
              .map(SplitItem::configured)
              .toList();
      splits.add(start(endpoint, splits.size(), some));
    }
    return splits;
  }

  /**
   * The same split with the items and notifiers the configuration wants today. Where the nodes,
   * their sampling or the notifiers differ, the subscription at the server does not fit any more: a
   * new one is made and the history fills the time between.
   */
  OpcUaSubscriptionSplit with(List<SplitItem> wanted, List<String> notifiers) {
    ConditionsPosition conditions = position.conditions().withNotifiers(notifiers);
    boolean same = wanted.size() == items.size() && conditions.equals(position.conditions());
    for (int i = 0; same && i < wanted.size(); i++) {
      same = isMonitoredAlike(items.get(i).item(), wanted.get(i).item());
    }
    if (same) {
      return new OpcUaSubscriptionSplit(endpointId, index, wanted, latest, refused, position);
    }
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      indexes.put(items.get(i).nodeId(), i);
    }
    int[] before = new int[wanted.size()];
    Arrays.setAll(before, i -> indexes.getOrDefault(wanted.get(i).nodeId(), -1));
    return new OpcUaSubscriptionSplit(
        endpointId,
        index,
        wanted,
        latest.arranged(before),
        new BitSet(),
        position.withoutSubscription().with(Optional.empty()).with(conditions));
  }

  private static boolean isMonitoredAlike(OpcUaItem one, OpcUaItem other) {
    return one.nodeId().equals(other.nodeId())
        && one.samplingInterval().equals(other.samplingInterval());
  }

  /** The same split, read from bytes of version 1. */
  OpcUaSubscriptionSplit asOfFirstFormat() {
    return new OpcUaSubscriptionSplit(endpointId, index, items, latest, refused, position, true);
  }

  /**
   * Whether it was read from bytes of version 1; then the enumerator does not know its nodes, and
   * both sides take those which the configuration has at its index.
   */
  public boolean isOfFirstFormat() {
    return ofFirstFormat;
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

  /** What it monitors, in the order of the item column. */
  public SplitItems items() {
    return items;
  }

  /** Its nodes, in the order of the item column. */
  public List<String> nodeIds() {
    return items.nodeIds();
  }

  /** Source time of the last value handed over per item, or {@link OpcUaBatch#ABSENT}. */
  public long[] lastTimes() {
    return latest.times();
  }

  /** The last value handed over per item, to be changed apart from this. */
  public LatestValues latest() {
    return latest.copy();
  }

  /** The last value handed over per item, to be read only. */
  LatestValues latestToRead() {
    return latest;
  }

  /** Whether there is nothing to subscribe to. */
  public boolean isEmpty() {
    return items.isEmpty() && position.conditions().notifiers().isEmpty();
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
        && items.equals(that.items)
        && latest.equals(that.latest)
        && refused.equals(that.refused)
        && position.equals(that.position);
  }

  @Override
  public int hashCode() {
    return Objects.hash(endpointId, index, items, latest, refused, position);
  }

  @Override
  public String toString() {
    return "OpcUaSubscriptionSplit[%s, %d items, %s]".formatted(splitId(), items.size(), position);
  }
}
