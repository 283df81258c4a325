package io.resonance.connector.opcua.client;

/**
 * Asks for the values of an item from a time on.
 *
 * @param item index of the item
 * @param afterNanos source time of the last value known, or a time of the server's clock
 * @param anchor what proves that nothing is missing in between
 */
public record HistoryRequest(int item, long afterNanos, Anchor anchor) {

  /** What the history must still have to be complete. */
  public enum Anchor {
    /** The last value known itself. */
    VALUE,
    /** Any value at or before the time, for none is known. */
    BOUND
  }

  /** Everything after the last value known. */
  public static HistoryRequest afterValue(int item, long timeNanos) {
    return new HistoryRequest(item, timeNanos, Anchor.VALUE);
  }

  /** Everything since a time, and what the item had then. */
  public static HistoryRequest since(int item, long timeNanos) {
    return new HistoryRequest(item, timeNanos, Anchor.BOUND);
  }
}
