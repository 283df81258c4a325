package io.resonance.connector.opcua.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoneNodesTest {

  private static final BitSet NONE = new BitSet();
  private final GoneNodes gone = new GoneNodes();

  private static BitSet bits(int... items) {
    BitSet bits = new BitSet();
    for (int item : items) {
      bits.set(item);
    }
    return bits;
  }

  @Test
  void deletesAnItemAfterAPublishAndACheckpoint() {
    gone.told(List.of(1, 3), 10);
    gone.answered(11, false, 8);
    gone.completed(7, bits(1, 3));
    assertThat(gone.due()).containsExactly(1, 3);
    assertThat(gone.due()).isEmpty();
    assertThat(gone.pending()).isEqualTo(bits(1, 3));
    gone.removed(List.of(1, 3));
    assertThat(gone.pending()).isEqualTo(NONE);
    assertThat(gone.isEmpty()).isTrue();
  }

  /** It may have been answered before the server's queues held the last values of the node. */
  @Test
  void waitsForAPublishThatWasSentAfterTheFault() {
    gone.told(List.of(1), 10);
    gone.answered(10, false, 8);
    gone.completed(7, bits(1));
    assertThat(gone.due()).isEmpty();
  }

  @Test
  void waitsUntilNothingIsLeftInTheQueues() {
    gone.told(List.of(1), 10);
    gone.answered(11, true, 8);
    gone.completed(7, bits(1));
    assertThat(gone.due()).isEmpty();
    gone.answered(12, false, 9);
    gone.completed(7, bits(1));
    assertThat(gone.due()).isEmpty();
    gone.completed(8, bits(1));
    assertThat(gone.due()).containsExactly(1);
  }

  /** Whoever is restored from it would neither monitor the node nor ask for it again. */
  @Test
  void waitsForACheckpointThatKnowsOfTheFault() {
    gone.told(List.of(1), 10);
    gone.answered(11, false, 8);
    gone.completed(7, bits(2));
    assertThat(gone.due()).isEmpty();
    gone.completed(7, bits(1, 2));
    assertThat(gone.due()).containsExactly(1);
  }

  @Test
  void goesOnWhereNumbersBeginAnew() {
    gone.told(List.of(1), 10);
    gone.answered(11, false, 1);
    gone.completed(4_294_967_294L, bits(1));
    assertThat(gone.due()).isEmpty();
    gone.completed(4_294_967_295L, bits(1));
    assertThat(gone.due()).containsExactly(1);
  }

  @Test
  void deletesAgainWhatAConnectionTookWithIt() {
    gone.told(List.of(1), 10);
    gone.answered(11, false, 8);
    gone.completed(7, bits(1));
    assertThat(gone.due()).containsExactly(1);
    gone.interrupted();
    assertThat(gone.due()).containsExactly(1);
  }

  @Test
  void forgetsItemsOfASubscriptionThatIsNoMore() {
    gone.told(List.of(1), 10);
    gone.restored(bits(2));
    gone.clear();
    gone.answered(11, false, 8);
    gone.completed(7, bits(1, 2));
    assertThat(gone.due()).isEmpty();
  }

  @Test
  void deletesWhatAStateKnowsAsGoneAtOnce() {
    gone.restored(bits(2));
    assertThat(gone.due()).containsExactly(2);
  }
}
