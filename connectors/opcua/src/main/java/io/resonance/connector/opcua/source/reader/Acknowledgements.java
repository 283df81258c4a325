package io.resonance.connector.opcua.source.reader;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which messages may be acknowledged: those in a completed checkpoint. Pure. A server keeps
 * unacknowledged messages for retransmission, so this is what makes a restore lossless. Bounded:
 * beyond the bound the oldest are acknowledged without a checkpoint, as without checkpointing at
 * all. A server that drops messages before they are acknowledged gains nothing by our waiting: then
 * each is acknowledged as it is handed over.
 */
final class Acknowledgements {

  static final int MAX_UNACKNOWLEDGED = 8_192;
  private static final int MAX_PER_PUBLISH = 1_000;

  private final Deque<Long> handedOver = new ArrayDeque<>();
  private final Deque<Long> due = new ArrayDeque<>();
  private boolean early;

  private OptionalLong latest = OptionalLong.empty();

  /** The latest message a server held when the subscription was transferred. */
  private OptionalLong witness = OptionalLong.empty();

  /** A message was handed over to the stream. */
  void handedOver(long sequence) {
    handedOver.add(sequence);
    latest = OptionalLong.of(sequence);
    if (early || handedOver.size() > MAX_UNACKNOWLEDGED) {
      due.add(handedOver.poll());
    }
  }

  /** The last message of this subscription that was handed over, if there was one. */
  OptionalLong latest() {
    return latest;
  }

  /** A checkpoint that holds everything up to the given number is complete. */
  void completed(long sequence) {
    while (!handedOver.isEmpty()
        && !isWitness(handedOver.peek())
        && Sequences.distance(handedOver.peek(), sequence) >= 0) {
      due.add(handedOver.poll());
    }
  }

  /**
   * The server says, along with the given message, which is the oldest it holds. True the first
   * time that this shows that it dropped one that was never acknowledged.
   */
  boolean oldestHeld(long oldest, long sequence) {
    if (early
        || handedOver.isEmpty()
        || Sequences.distance(handedOver.peek(), sequence) <= 0
        || Sequences.distance(handedOver.peek(), oldest) <= 0) {
      return false;
    }
    early = true;
    witness = OptionalLong.empty();
    due.addAll(handedOver);
    handedOver.clear();
    return true;
  }

  /** Whether messages are acknowledged without waiting for a checkpoint. */
  boolean early() {
    return early;
  }

  /** How many messages wait for their checkpoint. */
  int unacknowledged() {
    return handedOver.size();
  }

  /**
   * The subscription was transferred: what it still holds from before the position was acknowledged
   * in vain. The latest of these stays unacknowledged until the number after it is settled, see
   * {@link #witness()}.
   */
  void transferred(List<Long> available, long expected) {
    witness = latest(available);
    Set<Long> known = new HashSet<>(handedOver);
    known.addAll(due);
    for (long sequence : available) {
      if (Sequences.distance(sequence, expected) > 0
          && !known.contains(sequence)
          && !isWitness(sequence)) {
        due.add(sequence);
      }
    }
  }

  private static OptionalLong latest(List<Long> available) {
    OptionalLong latest = OptionalLong.empty();
    for (long sequence : available) {
      if (latest.isEmpty() || Sequences.distance(latest.getAsLong(), sequence) > 0) {
        latest = OptionalLong.of(sequence);
      }
    }
    return latest;
  }

  /**
   * A message the server must still hold. A server tells the session from which a subscription was
   * taken of that in a message of its own, which takes a sequence number and is held for nobody
   * else. A queue drops its oldest message first, so a later number that is not held while this one
   * is never carried anything for us (Part 4, 5.14.1.1 and 5.14.7).
   */
  OptionalLong witness() {
    return witness;
  }

  /** Everything before the given number is settled. */
  void settled(long expected) {
    if (witness.isPresent()
        && Sequences.distance(Sequences.next(witness.getAsLong()), expected) > 0) {
      if (!handedOver.contains(witness.getAsLong())) {
        due.add(witness.getAsLong());
      }
      witness = OptionalLong.empty();
    }
  }

  private boolean isWitness(long sequence) {
    return witness.isPresent() && witness.getAsLong() == sequence;
  }

  /** These were taken in vain. */
  void again(long[] numbers) {
    for (long number : numbers) {
      due.add(number);
    }
  }

  /** A new subscription has new numbers. */
  void clear() {
    handedOver.clear();
    due.clear();
    latest = OptionalLong.empty();
    witness = OptionalLong.empty();
  }

  /** The numbers to acknowledge with the next Publish; they are not returned again. */
  long[] take() {
    long[] numbers = new long[Math.min(due.size(), MAX_PER_PUBLISH)];
    Arrays.setAll(numbers, i -> due.poll());
    return numbers;
  }
}
