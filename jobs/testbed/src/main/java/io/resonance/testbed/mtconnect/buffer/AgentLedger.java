package io.resonance.testbed.mtconnect.buffer;

/** Is told of every observation an agent has put into its buffer, so that a test can count. */
@FunctionalInterface
public interface AgentLedger {

  /**
   * Called under the agent's lock, in sequence order.
   *
   * @param agent name of the agent
   * @param instanceId the agent's instanceId at that moment
   * @param sequence sequence number of the observation
   * @param dataItemId the DataItem observed
   * @param timestampNanos time of the observation, nanoseconds since the Unix epoch
   */
  void produced(
      String agent, long instanceId, long sequence, String dataItemId, long timestampNanos);

  /** A ledger that keeps nothing. */
  static AgentLedger none() {
    return (agent, instanceId, sequence, dataItemId, timestampNanos) -> {};
  }
}
