package io.resonance.connector.opcua.source.enumerator;

import io.resonance.connector.opcua.source.split.SplitItems;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which splits were handed out and with which nodes, so that a node is monitored once; their
 * positions live with the readers, never here.
 *
 * @param assigned the splits by their ids
 * @param ofUnknownItems ids of splits of which only the id is known, for the state is of version 1
 */
public record OpcUaEnumeratorState(
    Map<String, AssignedSplit> assigned, Set<String> ofUnknownItems) {

  /**
   * A split a reader has.
   *
   * @param endpointId its endpoint
   * @param index which subscription of the endpoint
   * @param items what it monitors
   */
  public record AssignedSplit(String endpointId, int index, SplitItems items) {}

  /** Nothing was handed out. */
  public static final OpcUaEnumeratorState EMPTY = new OpcUaEnumeratorState(Map.of(), Set.of());

  public OpcUaEnumeratorState {
    assigned = Map.copyOf(new TreeMap<>(assigned));
    ofUnknownItems = Set.copyOf(ofUnknownItems);
  }
}
