package io.resonance.schema.batch;

/**
 * What was worked out for the properties of the last few kinds of batches of one equipment. An
 * equipment whose properties come in several messages has as many kinds, by turns. Only a cache;
 * for one thread.
 *
 * @param <V> what is worked out
 */
public final class RecentKeys<V> {

  private static final int MOST = 4;

  private final PropertyKeys[] keys = new PropertyKeys[MOST];
  private final String[] endpoints = new String[MOST];
  private final Object[] known = new Object[MOST];
  private int oldest;

  /** What is known of these properties of this endpoint; null if nothing is. */
  @SuppressWarnings("ReferenceEquality") // the usual case, and the cheapest to see
  public V get(PropertyKeys wanted, String endpoint) {
    for (int i = 0; i < MOST; i++) {
      if (keys[i] == wanted && endpoint.equals(endpoints[i])) {
        return at(i);
      }
    }
    for (int i = 0; i < MOST; i++) {
      if (wanted.equals(keys[i]) && endpoint.equals(endpoints[i])) {
        keys[i] = wanted; // which is the one that will come again
        return at(i);
      }
    }
    return null;
  }

  /** Remembers what was worked out, and forgets the oldest. */
  public void put(PropertyKeys these, String endpoint, V value) {
    keys[oldest] = these;
    endpoints[oldest] = endpoint;
    known[oldest] = value;
    oldest = (oldest + 1) % MOST;
  }

  /** Forgets everything. */
  public void clear() {
    for (int i = 0; i < MOST; i++) {
      keys[i] = null;
      endpoints[i] = null;
      known[i] = null;
    }
  }

  @SuppressWarnings("unchecked") // only put() puts something there
  private V at(int index) {
    return (V) known[index];
  }
}
