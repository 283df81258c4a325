package io.resonance.connector.mtconnect.source.enumerator;

import java.util.Set;

/**
 * Which splits were given to readers; their positions stand in the readers' state only.
 *
 * @param assigned ids of splits
 */
public record MtConnectEnumeratorState(Set<String> assigned) {
  public MtConnectEnumeratorState {
    assigned = Set.copyOf(assigned);
  }
}
