package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaColumns;

/** Takes pages of history; blocks while the stream is not ready for more. */
public interface HistoryPages {

  /**
   * The history of an item does not reach back to the last known value; told before its first page.
   */
  void incomplete(int item);

  /** Values of one item, the oldest first. */
  void accept(OpcUaColumns page) throws InterruptedException;
}
