package io.resonance.connector.opcua.client;

import java.util.OptionalLong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/** What a list of available sequence numbers says about a server's retransmission queue. */
final class RetransmissionQueue {

  private RetransmissionQueue() {}

  /**
   * The number furthest before the given one, across the roll-over of UInt32 (Part 4, 5.14.1.1).
   */
  static OptionalLong oldest(UInteger[] available, long sequence) {
    if (available == null || available.length == 0) {
      return OptionalLong.empty();
    }
    long oldest = available[0].longValue();
    int furthest = (int) (oldest - sequence);
    for (int i = 1; i < available.length; i++) {
      int behind = (int) (available[i].longValue() - sequence);
      if (behind < furthest) {
        furthest = behind;
        oldest = available[i].longValue();
      }
    }
    return OptionalLong.of(oldest);
  }
}
