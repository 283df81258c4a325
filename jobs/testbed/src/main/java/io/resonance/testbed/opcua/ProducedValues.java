package io.resonance.testbed.opcua;

/**
 * The ledger: told of every value a simulated server produced, on the producing thread; must be
 * cheap.
 */
@FunctionalInterface
public interface ProducedValues {

  /**
   * One value was produced.
   *
   * @param endpoint the name of the server
   * @param nodeId the node as {@code nsu=<uri>;s=<identifier>}
   * @param sourceTimeNanos the source timestamp in nanoseconds since the Unix epoch, a multiple of
   *     100
   */
  void produced(String endpoint, String nodeId, long sourceTimeNanos);

  /** A ledger that forgets. */
  static ProducedValues none() {
    return (endpoint, nodeId, sourceTimeNanos) -> {};
  }
}
