package io.resonance.connector.mtconnect.source.enumerator;

import java.util.Set;

/**
 * Which agents were ever given to a reader; their positions stand in the readers' state only.
 *
 * @param assigned ids of agents
 */
public record MtConnectEnumeratorState(Set<String> assigned) {
  public MtConnectEnumeratorState {
    assigned = Set.copyOf(assigned);
  }
}
