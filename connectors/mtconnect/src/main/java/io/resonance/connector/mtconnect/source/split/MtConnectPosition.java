package io.resonance.connector.mtconnect.source.split;

/** How far an agent has been read; taken from headers only. */
public sealed interface MtConnectPosition {

  /** Nothing has been read yet: the start option decides. */
  record Unread() implements MtConnectPosition {}

  /**
   * Everything before a sequence number of an instance has been delivered or declared lost.
   *
   * @param instanceId the agent's instanceId, unsigned
   * @param nextSequence the sequence number to ask for next, unsigned
   */
  record At(long instanceId, long nextSequence) implements MtConnectPosition {}

  /** Nothing has been read yet. */
  static MtConnectPosition unread() {
    return new Unread();
  }

  /** Everything before {@code nextSequence} is done. */
  static MtConnectPosition at(long instanceId, long nextSequence) {
    return new At(instanceId, nextSequence);
  }
}
