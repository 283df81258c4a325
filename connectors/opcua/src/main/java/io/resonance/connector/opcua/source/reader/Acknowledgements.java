package io.resonance.connector.opcua.source.reader;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Which messages may be acknowledged: those in a completed checkpoint. Pure. A server keeps
 * unacknowledged messages for retransmission, so this is what makes a restore lossless. Bounded:
 * beyond the bound the oldest are acknowledged without a checkpoint, as without checkpointing at
 * all.
 */
final class Acknowledgements {

  static final int MAX_UNACKNOWLEDGED = 8_192;
  private static final int MAX_PER_PUBLISH = 1_000;

  private final Deque<Long> handedOver = new ArrayDeque<>();
  private final Deque<Long> due = new ArrayDeque<>();

  /** A message was handed over to the stream. */
  void handedOver(long sequence) {
    handedOver.add(sequence);
    if (handedOver.size() > MAX_UNACKNOWLEDGED) {
      due.add(handedOver.poll());
    }
  }

  /** A checkpoint that holds everything up to the given number is complete. */
  void completed(long sequence) {
    while (!handedOver.isEmpty() && Sequences.distance(handedOver.peek(), sequence) >= 0) {
      due.add(handedOver.poll());
    }
  }

  /**
   * The subscription was transferred: what it still holds from before the position was acknowledged
   * in vain.
   */
  void transferred(List<Long> available, long expected) {
    for (long sequence : available) {
      if (Sequences.distance(sequence, expected) > 0 && !handedOver.contains(sequence)) {
        due.add(sequence);
      }
    }
  }

  /** A new subscription has new numbers. */
  void clear() {
    handedOver.clear();
    due.clear();
  }

  /** The numbers to acknowledge with the next Publish; they are not returned again. */
  long[] take() {
    long[] numbers = new long[Math.min(due.size(), MAX_PER_PUBLISH)];
    Arrays.setAll(numbers, i -> due.poll());
    return numbers;
  }
}
