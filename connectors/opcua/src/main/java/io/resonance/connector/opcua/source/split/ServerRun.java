package io.resonance.connector.opcua.source.split;

import java.util.OptionalLong;

/**
 * One life of a server process. A restarted server gives subscription ids and namespace indexes
 * anew, so what was noted of an earlier run means nothing, or something else, to it.
 *
 * @param serverUri ApplicationUri of the server, empty before the first connection
 * @param startNanos ServerStatus.StartTime (Part 5, 12.10), absent if the server does not tell
 * @param namespaces stands for the indexes the server gave to the namespaces of the items
 */
public record ServerRun(String serverUri, OptionalLong startNanos, int namespaces) {

  /** Before the first connection. */
  public static final ServerRun UNKNOWN = new ServerRun("", OptionalLong.empty(), 0);

  /** Whether what was noted of this run may still hold in the given one. */
  public boolean mayBe(ServerRun now) {
    boolean sameStart =
        startNanos.isEmpty() || now.startNanos.isEmpty() || startNanos.equals(now.startNanos);
    return serverUri.isEmpty()
        || (serverUri.equals(now.serverUri)
            && sameStart
            && (namespaces == 0 || namespaces == now.namespaces));
  }
}
