package io.resonance.connector.opcua.source.split;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What browsing an endpoint once more showed about nodes that are monitored; sent by the enumerator
 * to all readers, for after a restore only they know who has which split. May get lost or come
 * twice: what is gone is said again after each browsing, and a reader asks the server itself before
 * it believes it.
 *
 * @param endpointId the endpoint
 * @param gone nodes that are not found any more
 * @param back nodes that are found again
 */
public record NodesSeen(String endpointId, List<String> gone, List<String> back)
    implements SourceEvent {

  private static final long serialVersionUID = 1L;

  public NodesSeen {
    gone = List.copyOf(gone);
    back = List.copyOf(back);
  }
}
