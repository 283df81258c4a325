package io.resonance.connector.opcua.client.browse;

import java.util.Set;

/**
 * Whether it is worth a session, of which small servers have few, to listen for what a server tells
 * about its nodes: not with one that changes without telling, and not with one where nothing has
 * changed for long. Pure; {@link #told} may be called by any thread, the rest by one at a time.
 */
final class ListeningWorth {

  /** How often a server may be browsed in vain. */
  static final int QUIET_ROUNDS = 12;

  /** One change may have been told of a moment too late. */
  private static final int CHANGES_NOT_TOLD = 2;

  private Set<String> before = Set.of();
  private boolean browsed;
  private boolean listened;
  private volatile boolean told;
  private int quietRounds;
  private int changesNotTold;

  /** Whether to listen until the next round. */
  boolean isGiven() {
    return quietRounds < QUIET_ROUNDS && changesNotTold < CHANGES_NOT_TOLD;
  }

  /** The server told of a change; never blocks. */
  void told() {
    told = true;
  }

  /** The server was browsed and has these nodes now. */
  void browsed(Set<String> nodes) {
    boolean changed = browsed && !nodes.equals(before);
    if (changed && listened && !told) {
      changesNotTold++;
    }
    quietRounds = changed || told ? 0 : quietRounds + 1;
    before = Set.copyOf(nodes);
    browsed = true;
    told = false;
    listened = isGiven();
  }
}
