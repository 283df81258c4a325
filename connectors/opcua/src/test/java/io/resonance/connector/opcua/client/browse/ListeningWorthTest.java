package io.resonance.connector.opcua.client.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ListeningWorthTest {

  private final ListeningWorth worth = new ListeningWorth();

  @Test
  void isGivenWhileAServerTellsOfItsChanges() {
    worth.browsed(Set.of("a"));
    for (int i = 0; i < 100; i++) {
      worth.told();
      worth.browsed(Set.of("a", "b" + i));
      assertThat(worth.isGiven()).isTrue();
    }
  }

  @Test
  void isNotGivenWhereAServerChangesWithoutTelling() {
    worth.browsed(Set.of("a"));
    worth.browsed(Set.of("a", "b"));
    assertThat(worth.isGiven()).isTrue();
    worth.browsed(Set.of("a", "c"));
    assertThat(worth.isGiven()).isFalse();
    worth.browsed(Set.of("a", "d"));
    assertThat(worth.isGiven()).isFalse();
  }

  @Test
  void isNotGivenWhileNothingChangesAndAgainOnceSomethingDid() {
    for (int i = 0; i < ListeningWorth.QUIET_ROUNDS; i++) {
      assertThat(worth.isGiven()).isTrue();
      worth.browsed(Set.of("a"));
    }
    assertThat(worth.isGiven()).isFalse();
    worth.browsed(Set.of("a"));
    // nobody listened, so nothing could be told
    worth.browsed(Set.of("b"));
    assertThat(worth.isGiven()).isTrue();
    worth.browsed(Set.of("b"));
    assertThat(worth.isGiven()).isTrue();
  }
}
