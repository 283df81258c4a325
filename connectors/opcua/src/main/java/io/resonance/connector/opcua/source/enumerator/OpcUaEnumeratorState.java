package io.resonance.connector.opcua.source.enumerator;

import java.util.Set;

/** Which splits were handed out; their positions live with the readers, never here. */
public record OpcUaEnumeratorState(Set<String> assignedSplitIds) {
  public OpcUaEnumeratorState {
    assignedSplitIds = Set.copyOf(assignedSplitIds);
  }
}
