package io.resonance.connector.opcua.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.ConditionEvents;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaConditionEvent;
import io.resonance.connector.opcua.source.OpcUaEvent;
import io.resonance.connector.opcua.source.split.ConditionsPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * After any sequence of raising, updating, clearing, losing, refreshing and restoring, those
 * downstream believe what is the case at the server, and were told nothing twice.
 */
class ConditionTrackerPropertyTest {

  private static final int CONDITIONS = 5;

  /** The server and what it has sent: one event per message. */
  private static final class Server {
    final Map<String, OpcUaConditionEvent> retained = new TreeMap<>();
    final List<OpcUaEvent> sent = new ArrayList<>();
    final boolean tellsTransitions;
    long now = 1_000;

    Server(boolean tellsTransitions) {
      this.tellsTransitions = tellsTransitions;
    }

    void set(int condition, boolean active, boolean retain) {
      now += 10;
      String id = "alarm-" + condition;
      OpcUaConditionEvent before = retained.get(id);
      long transition =
          before != null && before.state().active() == active ? before.times().activeSince() : now;
      OpcUaConditionEvent event =
          ConditionEvents.alarm(
              id,
              Long.toString(now),
              active,
              retain,
              now,
              tellsTransitions ? transition : OpcUaBatch.ABSENT);
      if (retain) {
        retained.put(id, event);
      } else {
        retained.remove(id);
      }
      sent.add(new OpcUaEvent.Condition(0, event));
    }

    void refresh() {
      refresh(0, new Random(0));
    }

    /** A refresh during which things happen, so that some states it brings come too late. */
    void refresh(int percentOfChange, Random random) {
      now += 10;
      sent.add(new OpcUaEvent.Signal(0, OpcUaEvent.Kind.REFRESH_START, now));
      for (OpcUaConditionEvent event : List.copyOf(retained.values())) {
        if (random.nextInt(100) < percentOfChange) {
          boolean active = random.nextBoolean();
          set(random.nextInt(CONDITIONS), active, active || random.nextBoolean());
        }
        sent.add(new OpcUaEvent.Condition(0, event));
      }
      now += 10;
      sent.add(new OpcUaEvent.Signal(0, OpcUaEvent.Kind.REFRESH_END, now));
    }
  }

  /** A checkpoint: the position of the split and what had been told by then. */
  private record Checkpoint(ConditionsPosition position, int taken, int told) {}

  @Test
  void believesWhatIsTheCaseAtTheServer() {
    for (long seed = 1; seed <= 4_000; seed++) {
      try {
        run(seed, seed % 2 == 0);
      } catch (Throwable failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  private static void run(long seed, boolean tellsTransitions) {
    Random random = new Random(seed);
    Server server = new Server(tellsTransitions);
    ConditionTracker tracker =
        new ConditionTracker(ConditionsPosition.startOf(List.of("nsu=u;s=server")));
    tracker.subscribed(List.of());
    List<OpcUaConditionEvent> told = new ArrayList<>();
    int taken = 0;
    Checkpoint checkpoint = new Checkpoint(tracker.position(), 0, 0);
    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> {
          boolean active = random.nextBoolean();
          server.set(random.nextInt(CONDITIONS), active, active || random.nextBoolean());
        }
        case 3 -> server.set(random.nextInt(CONDITIONS), false, false);
        case 4 -> {
          if (tracker.isRefreshDue()) {
            server.refresh(15, random);
          }
        }
        case 5 -> {
          // some of what is under way is lost, be it in the middle of a refresh
          taken += random.nextInt(server.sent.size() - taken + 1);
          tracker.lost();
        }
        case 6 -> checkpoint = new Checkpoint(tracker.position(), taken, told.size());
        case 7 -> {
          tracker = new ConditionTracker(checkpoint.position());
          taken = checkpoint.taken();
          told.subList(checkpoint.told(), told.size()).clear();
          if (random.nextBoolean()) {
            // the server no longer has the messages since, or a new subscription had to be made
            taken = server.sent.size();
            tracker.lost();
          }
        }
        default -> {
          int upTo = taken + random.nextInt(server.sent.size() - taken + 1);
          told.addAll(tracker.apply(server.sent.subList(taken, upTo)));
          taken = upTo;
        }
      }
      if (taken == server.sent.size() && !tracker.isRefreshDue()) {
        assertBelief(told, server);
      }
    }
    told.addAll(tracker.apply(server.sent.subList(taken, server.sent.size())));
    int end = server.sent.size();
    tracker.lost();
    server.refresh();
    told.addAll(tracker.apply(server.sent.subList(end, server.sent.size())));
    assertThat(tracker.isRefreshDue()).isFalse();
    assertBelief(told, server);
  }

  private static void assertBelief(List<OpcUaConditionEvent> told, Server server) {
    Map<String, OpcUaConditionEvent> byActivation = new HashMap<>();
    Map<String, OpcUaConditionEvent> believed = new TreeMap<>();
    for (OpcUaConditionEvent event : told) {
      String id = event.key().conditionId();
      OpcUaConditionEvent before = byActivation.put(id + "@" + event.times().activeSince(), event);
      assertThat(before == null || !before.equals(event)).as("%s once in %s", event, told).isTrue();
      if (event.state().active() || event.state().retain()) {
        believed.put(id, event);
      } else {
        believed.remove(id);
      }
    }
    assertThat(believed.keySet()).as("%s", told).isEqualTo(server.retained.keySet());
    server.retained.forEach(
        (id, event) -> {
          assertThat(believed.get(id).state()).isEqualTo(event.state());
          assertThat(believed.get(id).texts()).isEqualTo(event.texts());
          if (server.tellsTransitions && event.state().active()) {
            assertThat(believed.get(id).times().activeSince())
                .as("the present activation of %s in %s", id, told)
                .isEqualTo(event.times().activeSince());
          }
        });
    // of all activations of a condition the last one at most is not over
    byActivation.forEach(
        (activation, last) -> {
          if (last.state().active()) {
            OpcUaConditionEvent now = believed.get(last.key().conditionId());
            assertThat(now).as("%s ends in %s", activation, told).isEqualTo(last);
          }
        });
  }
}
