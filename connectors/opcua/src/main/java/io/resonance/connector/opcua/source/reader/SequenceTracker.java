package io.resonance.connector.opcua.source.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Puts the messages of one subscription into their order: each number once, none silently missing.
 * Pure: no threads, no clock. A message ahead of its turn waits; the numbers before it are {@link
 * #missing()} until they arrive late, are republished, or are given up with {@link #skip} by
 * someone who declared the loss.
 *
 * @param <M> the content of a message
 */
final class SequenceTracker<M> {

  private final Map<Long, M> early = new HashMap<>();
  private final Set<Long> skipped = new HashSet<>();
  private long expected;

  /** The number after the highest one known to exist. */
  private long horizon;

  /** A tracker that has seen everything up to the given number; 0 for nothing. */
  SequenceTracker(long lastSeen) {
    restart(lastSeen);
  }

  /** Forgets everything; the next message is the one after the given number. */
  void restart(long lastSeen) {
    early.clear();
    skipped.clear();
    expected = Sequences.next(lastSeen);
    horizon = expected;
  }

  /** The number of the next message in order. */
  long expected() {
    return expected;
  }

  /**
   * Takes a message; passes on every message whose turn has come. A number seen before is ignored.
   */
  void receive(long sequence, M message, BiConsumer<Long, M> inOrder) {
    if (Sequences.distance(expected, sequence) < 0) {
      return;
    }
    early.putIfAbsent(sequence, message);
    raiseHorizon(Sequences.next(sequence));
    drain(inOrder);
  }

  /** The server says which number it will use next: everything before it exists. */
  void announce(long nextSequence) {
    raiseHorizon(nextSequence);
  }

  /** Gives a number up; its loss was declared. */
  void skip(long sequence, BiConsumer<Long, M> inOrder) {
    if (Sequences.distance(expected, sequence) >= 0) {
      raiseHorizon(Sequences.next(sequence));
      skipped.add(sequence);
      drain(inOrder);
    }
  }

  /** The numbers that exist, have not arrived and are not given up, in order. */
  List<Long> missing() {
    List<Long> missing = new ArrayList<>();
    for (long s = expected; s != horizon; s = Sequences.next(s)) {
      if (!early.containsKey(s) && !skipped.contains(s)) {
        missing.add(s);
      }
    }
    return missing;
  }

  boolean anyMissing() {
    return expected != horizon;
  }

  private void raiseHorizon(long next) {
    if (Sequences.distance(horizon, next) > 0) {
      horizon = next;
    }
  }

  private void drain(BiConsumer<Long, M> inOrder) {
    while (true) {
      long sequence = expected;
      M message = early.remove(sequence);
      if (message == null && !skipped.remove(sequence)) {
        return;
      }
      expected = Sequences.next(expected);
      if (message != null) {
        inOrder.accept(sequence, message);
      }
    }
  }
}
