package io.resonance.connector.opcua.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Seeded random runs with cuts, restarts, lost and reordered messages, overflow, kills: nothing is
 * lost silently.
 */
class SubscriptionDriverTest {

  private static final int SEEDS = 500;

  private static int run(FakeServer.Traits character) {
    int lost = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Simulation simulation = new Simulation(seed, character);
      try {
        simulation.run();
      } catch (Throwable failure) {
        throw new AssertionError("seed " + seed + " of " + character, failure);
      }
      lost += simulation.lostAfterTheFirst();
    }
    return lost;
  }

  @BeforeAll
  static void quiet() {
    // thousands of wanted outages
    Configurator.setLevel(SubscriptionDriver.class.getName(), Level.ERROR);
  }

  @Test
  void recoversEverythingFromAServerWithHistory() {
    assertThat(run(new FakeServer.Traits(1_000, 1_024, 100_000, false))).isZero();
  }

  @Test
  void recoversNearlyEverythingWhereMessagesGetLostAndQueuesAreShort() {
    // messages lost right after the first ones of an item can only be declared
    assertThat(run(new FakeServer.Traits(4, 3, 100_000, true))).isLessThan(SEEDS);
  }

  @Test
  void declaresWhatAServerWithLittleHistoryNoLongerHas() {
    assertThat(run(new FakeServer.Traits(4, 3, 5, true))).isPositive();
  }

  @Test
  void declaresWhatAServerWithoutHistoryLost() {
    assertThat(run(new FakeServer.Traits(6, 3, 0, true))).isPositive();
  }
}
