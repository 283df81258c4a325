package io.resonance.connector.opcua.source;

import java.util.List;

/** Decides for known nodes whether a selection selects them, without asking the server. */
public final class OpcUaSelectionMatcher {

  private final OpcUaNodeSelection selection;
  private final OpcUaPathPattern pattern;
  private final List<OpcUaPathPattern> exclusions;

  public OpcUaSelectionMatcher(OpcUaNodeSelection selection) {
    this.selection = selection;
    this.pattern = selection.pattern();
    this.exclusions = selection.exclusions();
  }

  /** The selection. */
  public OpcUaNodeSelection selection() {
    return selection;
  }

  /**
   * Whether a node is selected.
   *
   * @param path its full path, as {@link OpcUaBrowsePath#parseFull} reads it
   * @param foundByType the type of the selection that found it; what the node itself is cannot be
   *     told without the server
   */
  public boolean covers(OpcUaBrowsePath path, String foundByType) {
    return (selection.type().isEmpty() || selection.type().equals(foundByType)) && covers(path);
  }

  /** Whether a node is where the selection looks, of whatever type it is. */
  public boolean covers(OpcUaBrowsePath path) {
    return pattern.matches(path)
        && exclusions.stream().noneMatch(out -> out.matchesOrContains(path));
  }
}
