package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is monitored at an endpoint.
 *
 * @param items nodes by NodeId, each once; monitored at once, without any browsing
 * @param selections nodes that are found by browsing
 * @param rebrowseInterval how often the selections are browsed again; zero for only once
 */
public record OpcUaNodes(
    List<OpcUaItem> items, List<OpcUaNodeSelection> selections, Duration rebrowseInterval)
    implements Serializable {

  public OpcUaNodes {
    items = new ArrayList<>(items);
    selections = new ArrayList<>(selections);
    Objects.requireNonNull(rebrowseInterval, "rebrowseInterval");
  }

  /** Nodes by NodeId only. */
  static OpcUaNodes of(List<OpcUaItem> items) {
    return new OpcUaNodes(items, List.of(), OpcUaSourceOptions.REBROWSE_INTERVAL.defaultValue());
  }

  void check(String endpointId, OpcUaConditions conditions) {
    OpcUaMonitoring.Demand of = new OpcUaMonitoring.Demand(endpointId);
    of.that(
        !items.isEmpty() || !selections.isEmpty() || !conditions.notifiers().isEmpty(),
        "items",
        "name at least one node or selection unless conditions are wanted",
        items);
    of.that(
        !rebrowseInterval.isNegative(),
        "rebrowse interval",
        "not be negative (0 browses once)",
        rebrowseInterval);
    Set<String> seen = new HashSet<>();
    for (OpcUaItem item : items) {
      of.that(seen.add(item.nodeId()), "items", "name each node once", item.nodeId());
    }
  }

  /** The nodes, unmodifiable. */
  @Override
  public List<OpcUaItem> items() {
    return List.copyOf(items);
  }

  /** The selections, unmodifiable. */
  @Override
  public List<OpcUaNodeSelection> selections() {
    return List.copyOf(selections);
  }
}
