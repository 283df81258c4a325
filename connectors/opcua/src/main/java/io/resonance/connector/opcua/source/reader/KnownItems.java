package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaDrift;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.split.SplitItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The items of a subscription and what their nodes are; notices nodes that became others. */
final class KnownItems {

  private final List<SplitItem> items;
  private final Map<String, Integer> indexes = new HashMap<>();
  private List<String> browsePaths = List.of();

  KnownItems(List<SplitItem> items) {
    this.items = new ArrayList<>(items);
    for (int i = 0; i < items.size(); i++) {
      indexes.put(items.get(i).nodeId(), i);
    }
    rememberPaths();
  }

  /** Takes over what the server says now; the differences to what it said before. */
  List<OpcUaDrift> describe(List<OpcUaItemDescription> descriptions, long at) {
    List<OpcUaDrift> drifts = new ArrayList<>();
    for (OpcUaItemDescription description : descriptions) {
      Integer index = indexes.get(description.nodeId());
      if (index != null) {
        drifts.addAll(items.get(index).driftsTo(description, at));
        items.set(index, items.get(index).as(description));
      }
    }
    rememberPaths();
    return drifts;
  }

  /** Which item a node is, if it is one. */
  Optional<Integer> index(String nodeId) {
    return Optional.ofNullable(indexes.get(nodeId));
  }

  /** The items, each where it was last seen. */
  List<OpcUaItem> items() {
    return items.stream().map(SplitItem::item).toList();
  }

  /** The full browse paths in the order of the items; one list for all batches until it changes. */
  List<String> browsePaths() {
    return browsePaths;
  }

  private void rememberPaths() {
    browsePaths = items.stream().map(item -> item.item().browsePath()).toList();
  }
}
