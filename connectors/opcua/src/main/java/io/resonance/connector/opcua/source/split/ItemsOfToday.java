package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import io.resonance.connector.opcua.source.OpcUaSelectionMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which items of restored state the configuration still wants. Readers and the enumerator both
 * ask here, without asking a server, and so come to the same answer: an item stays if the
 * configuration names its NodeId, or if a selection still covers the path at which it was found and
 * asks for the type by which it was found, or for none.
 */
public final class ItemsOfToday {

  private final Map<String, OpcUaEndpoint> endpoints = new LinkedHashMap<>();
  private final Map<String, Map<String, OpcUaItem>> named = new LinkedHashMap<>();
  private final Map<String, List<OpcUaSelectionMatcher>> selections = new LinkedHashMap<>();

  public ItemsOfToday(List<OpcUaEndpoint> configured) {
    for (OpcUaEndpoint endpoint : configured) {
      endpoints.put(endpoint.id(), endpoint);
      Map<String, OpcUaItem> items = new LinkedHashMap<>();
      endpoint.items().forEach(item -> items.put(item.nodeId(), item));
      named.put(endpoint.id(), items);
      selections.put(
          endpoint.id(),
          endpoint.nodes().selections().stream().map(OpcUaSelectionMatcher::new).toList());
    }
  }

  /** An endpoint that is configured today. */
  public Optional<OpcUaEndpoint> endpoint(String endpointId) {
    return Optional.ofNullable(endpoints.get(endpointId));
  }

  /** The restored split with the items and events that are still wanted; it may be empty. */
  public OpcUaSubscriptionSplit of(OpcUaSubscriptionSplit restored) {
    return restored.with(
        restored.isOfFirstFormat()
            ? atIndex(restored.endpointId(), restored.index())
            : of(restored.endpointId(), restored.items()),
        endpoint(restored.endpointId())
            .map(endpoint -> OpcUaSubscriptionSplit.notifiers(endpoint, restored.index()))
            .orElse(List.of()));
  }

  /** The named nodes that make the split of this index when an endpoint starts anew. */
  public List<SplitItem> atIndex(String endpointId, int index) {
    return endpoint(endpointId).map(OpcUaSubscriptionSplit::of).stream()
        .flatMap(List::stream)
        .filter(split -> split.index() == index)
        .flatMap(split -> split.items().stream())
        .toList();
  }

  /** The items of a restored split that are still wanted; none if its endpoint is gone. */
  public List<SplitItem> of(String endpointId, List<SplitItem> restored) {
    if (!endpoints.containsKey(endpointId)) {
      return List.of();
    }
    List<SplitItem> wanted = new ArrayList<>();
    for (SplitItem item : restored) {
      today(endpointId, item).ifPresent(wanted::add);
    }
    return wanted;
  }

  private Optional<SplitItem> today(String endpointId, SplitItem item) {
    OpcUaItem configured = named.get(endpointId).get(item.nodeId());
    if (configured != null) {
      return Optional.of(
          new SplitItem(
              configured.at(item.item().browsePath()),
              item.dataType(),
              item.unit(),
              new SplitItem.Origin.Configured()));
    }
    if (item.origin() instanceof SplitItem.Origin.Found found) {
      OpcUaBrowsePath path = OpcUaBrowsePath.parseFull(found.path());
      for (OpcUaSelectionMatcher selection : selections.get(endpointId)) {
        if (selection.covers(path, found.byType())) {
          return Optional.of(sampledBy(selection.selection(), item));
        }
      }
    }
    return Optional.empty();
  }

  private static SplitItem sampledBy(OpcUaNodeSelection selection, SplitItem item) {
    OpcUaItem plain = OpcUaItem.of(item.nodeId()).at(item.item().browsePath());
    return new SplitItem(
        selection.sampling().applyTo(plain), item.dataType(), item.unit(), item.origin());
  }
}
