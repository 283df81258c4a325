package io.resonance.connector.opcua.source.enumerator;

import io.resonance.connector.opcua.client.browse.DiscoveredNodes;
import io.resonance.connector.opcua.client.browse.Limit;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.enumerator.OpcUaEnumeratorState.AssignedSplit;
import io.resonance.connector.opcua.source.split.ItemsOfToday;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.connector.opcua.source.split.SplitItem;
import io.resonance.connector.opcua.source.split.SplitItems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which nodes are in which split of which endpoint, so that each is monitored once and indexes are
 * not used twice. Belongs to the coordinator's thread.
 */
final class SplitBook {

  private static final Logger LOG = LoggerFactory.getLogger(SplitBook.class);

  /** Every split there is, handed out or not. */
  private final Map<String, AssignedSplit> splits = new TreeMap<>();

  private final Set<String> goneNodes = new HashSet<>();

  SplitBook(List<OpcUaEndpoint> endpoints, OpcUaEnumeratorState restored) {
    ItemsOfToday today = new ItemsOfToday(endpoints);
    for (Map.Entry<String, AssignedSplit> known : restored.assigned().entrySet()) {
      AssignedSplit split = known.getValue();
      Optional<OpcUaEndpoint> endpoint = today.endpoint(split.endpointId());
      List<SplitItem> items = today.of(split.endpointId(), split.items());
      // a split without items is kept, for its index may not be given to another; but the first,
      // which its reader has dropped, may come again with events
      boolean comesAgain =
          split.index() == 0
              && items.isEmpty()
              && endpoint.filter(e -> !e.conditions().notifiers().isEmpty()).isEmpty();
      if (endpoint.isPresent() && !comesAgain) {
        splits.put(
            known.getKey(),
            new AssignedSplit(split.endpointId(), split.index(), SplitItems.of(items)));
      }
    }
    for (String id : restored.ofUnknownItems()) {
      int slash = id.lastIndexOf('/');
      String endpointId = id.substring(0, slash);
      int index = Integer.parseInt(id.substring(slash + 1));
      if (today.endpoint(endpointId).isPresent()) {
        splits.put(
            id,
            new AssignedSplit(endpointId, index, SplitItems.of(today.atIndex(endpointId, index))));
      }
    }
  }

  boolean hasSplitsOf(String endpointId) {
    return splits.values().stream().anyMatch(split -> split.endpointId().equals(endpointId));
  }

  /** New splits of the nodes the configuration names and no split has. */
  List<OpcUaSubscriptionSplit> splitsOfNamedNodes(OpcUaEndpoint endpoint) {
    Set<String> known = nodesOf(endpoint.id());
    List<SplitItem> fresh = new ArrayList<>();
    for (OpcUaItem item : endpoint.items()) {
      if (!known.contains(item.nodeId())) {
        fresh.add(SplitItem.configured(item));
      }
    }
    List<OpcUaSubscriptionSplit> made = new ArrayList<>();
    boolean onlyConditions =
        fresh.isEmpty()
            && !endpoint.conditions().notifiers().isEmpty()
            && !splits.containsKey(endpoint.id() + "/0");
    if (onlyConditions) {
      OpcUaSubscriptionSplit events = OpcUaSubscriptionSplit.start(endpoint, 0, List.of());
      remember(events);
      made.add(events);
    }
    made.addAll(splitsOf(endpoint, fresh, endpoint.monitoring().itemsPerSubscription()));
    return made;
  }

  /** New splits of the nodes that were found and no split has. */
  List<OpcUaSubscriptionSplit> splitsOfFoundNodes(OpcUaEndpoint endpoint, DiscoveredNodes found) {
    Set<String> known = nodesOf(endpoint.id());
    List<SplitItem> fresh = new ArrayList<>();
    for (DiscoveredNodes.FoundNode node : found.nodes()) {
      if (!known.contains(node.item().nodeId())) {
        fresh.add(SplitItem.found(node.item(), node.byType()));
      }
    }
    return splitsOf(endpoint, fresh, itemsPerSplit(endpoint, found, fresh.size()));
  }

  /** As configured, but no more splits than the server has sessions for. */
  private int itemsPerSplit(OpcUaEndpoint endpoint, DiscoveredNodes found, int count) {
    int wanted =
        Math.min(
            endpoint.monitoring().itemsPerSubscription(),
            found.limits().of(Limit.ITEMS_PER_SUBSCRIPTION));
    int sessions = found.limits().of(Limit.SESSIONS);
    long taken =
        splits.values().stream()
            .filter(split -> split.endpointId().equals(endpoint.id()) && !split.items().isEmpty())
            .count();
    // one stays free for the next discovery
    long free = Math.max(1, sessions - 1 - taken);
    if (count > 0 && sessions - 1 - taken < 1) {
      LOG.warn(
          "OPC UA endpoint {} has {} sessions and {} are in use; {} new nodes may be refused. Take"
              + " fewer subscriptions with a larger opcua.items-per-subscription.",
          endpoint.id(),
          sessions,
          taken,
          count);
    }
    int needed = (int) Math.min(Integer.MAX_VALUE, (count + free - 1) / free);
    return Math.max(1, Math.max(wanted, needed));
  }

  private List<OpcUaSubscriptionSplit> splitsOf(
      OpcUaEndpoint endpoint, List<SplitItem> items, int size) {
    List<OpcUaSubscriptionSplit> made = new ArrayList<>();
    int index =
        splits.values().stream()
                .filter(split -> split.endpointId().equals(endpoint.id()))
                .mapToInt(AssignedSplit::index)
                .max()
                .orElse(-1)
            + 1;
    for (int from = 0; from < items.size(); from += size) {
      OpcUaSubscriptionSplit split =
          OpcUaSubscriptionSplit.start(
              endpoint, index++, items.subList(from, Math.min(items.size(), from + size)));
      made.add(split);
      remember(split);
    }
    return made;
  }

  /**
   * Nodes that selections found earlier.
   *
   * @param newlyGone those that are no longer found for the first time
   * @param gone those that are no longer found
   * @param back those that were not found before and are again
   */
  record Earlier(List<String> newlyGone, List<String> gone, List<String> back) {}

  /** What became of nodes that selections found earlier. */
  Earlier earlier(OpcUaEndpoint endpoint, DiscoveredNodes found) {
    Set<String> there = new HashSet<>();
    found.nodes().forEach(node -> there.add(node.item().nodeId()));
    Earlier earlier = new Earlier(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (AssignedSplit split : splits.values()) {
      if (split.endpointId().equals(endpoint.id())) {
        for (SplitItem item : split.items()) {
          String key = endpoint.id() + " " + item.nodeId();
          boolean isGone =
              item.origin() instanceof SplitItem.Origin.Found && !there.contains(item.nodeId());
          if (isGone) {
            earlier.gone().add(item.nodeId());
            if (goneNodes.add(key)) {
              earlier.newlyGone().add(item.nodeId());
            }
          } else if (goneNodes.remove(key)) {
            earlier.back().add(item.nodeId());
          }
        }
      }
    }
    return earlier;
  }

  /** Splits were handed out, maybe once more after a failure. */
  void assigned(Collection<OpcUaSubscriptionSplit> handedOut) {
    handedOut.forEach(this::remember);
  }

  private void remember(OpcUaSubscriptionSplit split) {
    splits.put(
        split.splitId(), new AssignedSplit(split.endpointId(), split.index(), split.items()));
  }

  private Set<String> nodesOf(String endpointId) {
    Set<String> nodes = new HashSet<>();
    for (AssignedSplit split : splits.values()) {
      if (split.endpointId().equals(endpointId)) {
        split.items().forEach(item -> nodes.add(item.nodeId()));
      }
    }
    return nodes;
  }

  /** What readers hold: what is not handed out yet is found again after a restore. */
  OpcUaEnumeratorState state(Set<String> notHandedOut) {
    Map<String, AssignedSplit> handedOut = new TreeMap<>(splits);
    handedOut.keySet().removeAll(notHandedOut);
    return new OpcUaEnumeratorState(handedOut, Set.of());
  }
}
