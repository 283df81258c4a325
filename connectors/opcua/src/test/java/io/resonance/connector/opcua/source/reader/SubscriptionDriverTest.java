package io.resonance.connector.opcua.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient.Order;
import io.resonance.connector.opcua.source.reader.FakeServer.Quirk;
import io.resonance.connector.opcua.source.reader.FakeServer.Traits;
import io.resonance.connector.opcua.source.reader.Simulation.Fault;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 10,000 seeded random runs with cuts, restarts, kills, thefts, lost, delayed, doubled and
 * reordered messages, overflow: nothing is lost silently, nothing comes twice. A seed that fails is
 * in the message; {@code -Dsimulation.seed=4711} runs it alone.
 */
class SubscriptionDriverTest {

  private static final int SEEDS = 2_000;
  private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

  /** Everything a full retransmission queue can heal. */
  private static final Set<Fault> NETWORK = EnumSet.of(Fault.CUT, Fault.DOWN, Fault.KILL);

  private static int run(Traits traits, Set<Fault> faults) {
    return run(traits, faults, SEEDS, UnaryOperator.identity());
  }

  private static int run(
      Traits traits,
      Set<Fault> faults,
      int seeds,
      UnaryOperator<OpcUaSubscriptionClient> mutation) {
    Long alone = Long.getLong("simulation.seed");
    long first = alone == null ? 1 : alone;
    long last = alone == null ? seeds : alone;
    int lost = 0;
    for (long seed = first; seed <= last; seed++) {
      try {
        lost += new Simulation(seed, traits, faults, mutation).run();
      } catch (Exception | AssertionError failure) {
        throw new AssertionError("seed " + seed + " of " + traits, failure);
      }
    }
    return lost;
  }

  @BeforeAll
  static void quiet() {
    // thousands of wanted outages
    Configurator.setLevel(SubscriptionDriver.class.getPackageName(), Level.ERROR);
  }

  @AfterAll
  static void loud() {
    Configurator.setLevel(SubscriptionDriver.class.getPackageName(), Level.INFO);
  }

  @Test
  void recoversEverythingFromARetransmissionQueueAlone() {
    assertThat(run(new Traits(1_000, 1_024, 0, EnumSet.of(Quirk.LOSES_MESSAGES)), NETWORK))
        .isZero();
  }

  @Test
  void recoversEverythingFromAServerWithHistory() {
    assertThat(run(new Traits(4, 3, 100_000, EnumSet.of(Quirk.LOSES_MESSAGES)), ALL)).isZero();
  }

  @Test
  void givesNothingTwiceWhereTheLatestValuesAreSentAgain() {
    EnumSet<Quirk> quirks =
        EnumSet.of(Quirk.SENDS_THE_LATEST_AGAIN, Quirk.LOSES_MESSAGES, Quirk.CUTS_QUEUES);
    assertThat(run(new Traits(1_000, 1_024, 100_000, quirks), ALL)).isZero();
    assertThat(run(new Traits(1_000, 1_024, 0, quirks), NETWORK)).isZero();
  }

  @Test
  void recoversEverythingWhereQueuesAreCutAndTheSecondPartIsFlagged() {
    assertThat(
            run(
                new Traits(
                    4,
                    3,
                    100_000,
                    EnumSet.of(
                        Quirk.CUTS_QUEUES, Quirk.FLAGS_THE_NEWEST, Quirk.QUEUES_TWO_REQUESTS)),
                ALL))
        .isZero();
  }

  @Test
  void declaresWhatAServerWithLittleHistoryNoLongerHas() {
    assertThat(
            run(new Traits(4, 3, 5, EnumSet.of(Quirk.LOSES_MESSAGES, Quirk.CANNOT_TRANSFER)), ALL))
        .isPositive();
  }

  @Test
  void declaresWhatAServerWithoutHistoryLost() {
    assertThat(run(new Traits(6, 3, 0, EnumSet.of(Quirk.LOSES_MESSAGES, Quirk.CUTS_QUEUES)), ALL))
        .isPositive();
  }

  /** Queues of items that nobody waits for yet must not fill; those of an outage should. */
  @Test
  void asksWhatItemsAreBeforeTheyAreFirstSampledAndLaterAfterwards() throws IOException {
    Traits traits = new Traits(1_000, 1_024, 100_000, Set.of());
    int later = 0;
    for (long seed = 1; seed <= 50; seed++) {
      Simulation simulation = new Simulation(seed, traits, EnumSet.of(Fault.RESTART));
      simulation.run();
      List<Order> orders = simulation.orders();
      assertThat(orders).startsWith(Order.DESCRIBE_FIRST);
      int first = orders.indexOf(Order.MONITOR_FIRST);
      if (first >= 0) {
        later++;
        assertThat(orders.subList(first, orders.size())).containsOnly(Order.MONITOR_FIRST);
      }
    }
    assertThat(later).isPositive();
  }

  @Test
  void findsAClientThatAcknowledgesEarly() {
    Traits traits = new Traits(1_000, 1_024, 0, Set.of());
    assertThat(run(traits, NETWORK, 100, UnaryOperator.identity())).isZero();
    // a message it gave away looks like one that never was for us
    assertThatThrownBy(() -> run(traits, NETWORK, 100, Mutants::acknowledgesEarly))
        .hasStackTraceContaining("silently lost");
  }

  @Test
  void findsAClientThatSkipsRepublish() {
    Traits traits = new Traits(1_000, 1_024, 0, Set.of());
    assertThat(run(traits, NETWORK, 100, Mutants::skipsRepublish)).isPositive();
  }

  /** Two values of one time are two values. */
  @Test
  void findsAClientThatGoesByTimeAlone() {
    Traits traits = new Traits(4, 3, 100_000, Set.of());
    assertThatThrownBy(() -> run(traits, ALL, 100, Mutants::goesByTimeAlone))
        .hasStackTraceContaining("silently lost");
  }

  @Test
  void findsAClientThatOverlooksRestarts() {
    Traits traits = new Traits(1_000, 1_024, 100_000, Set.of());
    assertThatThrownBy(() -> run(traits, ALL, 100, Mutants::overlooksRestarts))
        .satisfies(
            failure ->
                assertThat(Throwables.getStackTrace(failure))
                    .containsAnyOf("a foreign value", "silently lost"));
  }
}
