package io.resonance.connector.mtconnect.source.split;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader tells the enumerator, once when it starts, how many splits it was restored with.
 *
 * @param count splits it reads
 */
public record MtConnectSplitsHeld(int count) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
