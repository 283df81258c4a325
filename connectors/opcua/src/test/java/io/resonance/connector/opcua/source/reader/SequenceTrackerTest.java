package io.resonance.connector.opcua.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceTrackerTest {

  private final List<Long> order = new ArrayList<>();

  private void take(long sequence, String message) {
    order.add(sequence);
  }

  @Test
  void passesMessagesOnInOrder() {
    SequenceTracker<String> tracker = new SequenceTracker<>(0);
    tracker.receive(2, "b", this::take);
    assertThat(tracker.missing()).containsExactly(1L);
    tracker.receive(1, "a", this::take);
    assertThat(order).containsExactly(1L, 2L);
    assertThat(tracker.anyMissing()).isFalse();
  }

  /** Part 4, 5.14.1.1: after 4294967295 comes 1. */
  @Test
  void rollsOverFromTheHighestNumberToOne() {
    SequenceTracker<String> tracker = new SequenceTracker<>(Sequences.MAX - 1);
    tracker.receive(1, "b", this::take);
    assertThat(tracker.missing()).containsExactly(Sequences.MAX);
    tracker.receive(Sequences.MAX, "a", this::take);
    assertThat(order).containsExactly(Sequences.MAX, 1L);
  }

  @Test
  void learnsOfALostMessageFromAKeepAlive() {
    SequenceTracker<String> tracker = new SequenceTracker<>(4);
    tracker.announce(7);
    assertThat(tracker.missing()).containsExactly(5L, 6L);
  }

  @Test
  void goesOnAfterNumbersThatWereGivenUp() {
    SequenceTracker<String> tracker = new SequenceTracker<>(4);
    tracker.receive(7, "c", this::take);
    tracker.skip(5, this::take);
    assertThat(order).isEmpty();
    tracker.skip(6, this::take);
    assertThat(order).containsExactly(7L);
  }

  @Test
  void keepsEveryMessageOnceWhateverTheNetworkDoes() {
    for (long seed = 1; seed <= 1_000; seed++) {
      order.clear();
      Random random = new Random(seed);
      long start = Sequences.MAX - random.nextInt(50);
      List<Long> sent = new ArrayList<>();
      long sequence = start;
      for (int i = 0; i < 100; i++) {
        sequence = Sequences.next(sequence);
        sent.add(sequence);
      }
      List<Long> arriving = new ArrayList<>(sent);
      arriving.removeIf(s -> random.nextInt(5) == 0);
      arriving.addAll(arriving.subList(0, arriving.size() / 3));
      Collections.shuffle(arriving, random);
      SequenceTracker<String> tracker = new SequenceTracker<>(start);
      arriving.forEach(s -> tracker.receive(s, "m", this::take));
      tracker.announce(Sequences.next(sequence));
      for (long missing : tracker.missing()) {
        tracker.receive(missing, "republished", this::take);
      }
      assertThat(order).as("seed %d", seed).isEqualTo(sent);
    }
  }

  @Test
  void acknowledgesOnlyWhatACompletedCheckpointHolds() {
    Acknowledgements acknowledgements = new Acknowledgements();
    for (long s : new long[] {Sequences.MAX - 1, Sequences.MAX, 1, 2}) {
      acknowledgements.handedOver(s);
    }
    assertThat(acknowledgements.take()).isEmpty();
    acknowledgements.completed(1);
    assertThat(acknowledgements.take()).containsExactly(Sequences.MAX - 1, Sequences.MAX, 1);
    assertThat(acknowledgements.take()).isEmpty();
  }

  /** The server must still hold it, or nobody can tell a spent number from a lost message. */
  @Test
  void keepsTheLatestMessageOfATransferUntilTheNumberAfterItIsSettled() {
    Acknowledgements acknowledgements = new Acknowledgements();
    acknowledgements.transferred(List.of(3L, 1L, 2L), 3);
    assertThat(acknowledgements.take()).containsExactly(1, 2);
    assertThat(acknowledgements.witness()).hasValue(3);
    acknowledgements.handedOver(3);
    acknowledgements.completed(3);
    acknowledgements.settled(4);
    assertThat(acknowledgements.take()).isEmpty();
    acknowledgements.settled(5);
    assertThat(acknowledgements.witness()).isEmpty();
    acknowledgements.completed(4);
    assertThat(acknowledgements.take()).containsExactly(3);
  }
}
