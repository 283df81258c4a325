package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaColumns;

/** Takes pages of history; blocks while the stream is not ready for more. */
@FunctionalInterface
public interface HistoryPages {
  void accept(OpcUaColumns page) throws InterruptedException;
}
