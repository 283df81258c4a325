package io.resonance.connector.mes.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mes.lane.DeliveryLanes.LaneOptions;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Plays lanes against a MES that fails in every way, with restarts, over many seeds. */
class LaneSeedsTest {

  private static final int SEEDS = 10_000;
  private static final int EQUIPMENTS = 5;
  private static final int MESSAGES = 14;

  @Test
  void losesNothingDoublesNoEffectAndKeepsTheOrderUnderAnyFaults() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Play(seed).run();
    }
  }

  /** One run: a MES that takes effect once for each BODID, and its faults. */
  private static final class Play {
    private final long seed;
    private final SplittableRandom random;
    private final LaneSimulation lanes;
    private final TreeMap<String, Integer> left = new TreeMap<>();
    private final Map<String, List<String>> effects = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    Play(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      int parallel = 1 + random.nextInt(EQUIPMENTS);
      this.lanes =
          new LaneSimulation(new LaneOptions(parallel, Duration.ofSeconds(30), 3), seed + 1);
    }

    void run() {
      for (int e = 0; e < EQUIPMENTS; e++) {
        left.put("e" + e, MESSAGES);
      }
      for (int steps = 0; !left.isEmpty() || !lanes.idle(); steps++) {
        assertThat(steps).as("seed %d ends", seed).isLessThan(20_000);
        step();
      }
      for (int e = 0; e < EQUIPMENTS; e++) {
        check("e" + e);
      }
    }

    private void step() {
      int dice = random.nextInt(100);
      List<String> busy = lanes.equipmentsUnderWay();
      if (dice < 1) {
        lanes.restart();
      } else if (dice < 30 && !left.isEmpty()) {
        String equipment = List.copyOf(left.keySet()).get(random.nextInt(left.size()));
        lanes.enqueue(equipment, 1);
        left.computeIfPresent(equipment, (e, n) -> n == 1 ? null : n - 1);
      } else if (!busy.isEmpty()) {
        String equipment = busy.get(random.nextInt(busy.size()));
        lanes.answer(equipment, serve(lanes.underWayOf(equipment)));
      } else {
        lanes.advanceToNextTimer();
      }
    }

    private Reply serve(MesMessage message) {
      int dice = random.nextInt(100);
      if (dice < 8) {
        return Reply.of(503, Verdict.of(Outcome.UNAVAILABLE, "busy"));
      } else if (dice < 12) {
        return Reply.of(404, Verdict.of(Outcome.MISCONFIGURED, "not here"));
      } else if (dice < 15) {
        return Reply.of(401, Verdict.of(Outcome.UNAUTHORIZED, "who?"));
      } else if (dice < 18 && !known.contains(message.getBodId())) {
        refused.add(message.getBodId());
        return Reply.of(422, Verdict.of(Outcome.REFUSED, "no"));
      }
      boolean duplicate = !known.add(message.getBodId());
      if (!duplicate) {
        effects
            .computeIfAbsent(message.getEquipment(), e -> new ArrayList<>())
            .add(message.getBodId());
      }
      if (dice < 24) {
        return Reply.unanswered(Verdict.of(Outcome.UNAVAILABLE, "hung up"));
      } else if (dice < 28) {
        return Reply.of(200, Verdict.of(Outcome.UNREADABLE, "garbage"));
      }
      return Reply.of(duplicate ? 409 : 200, Verdict.of(Outcome.ACCEPTED, ""));
    }

    private void check(String equipment) {
      List<String> sent = new ArrayList<>();
      for (int n = 0; n < MESSAGES; n++) {
        sent.add(equipment + "-" + n);
      }
      List<MesMessage> settled = lanes.settled(equipment);
      assertThat(settled.stream().map(MesMessage::getBodId))
          .as("seed %d: each message settles once, in order", seed)
          .containsExactlyElementsOf(sent);
      assertThat(settled)
          .as("seed %d: an accepted message had an effect", seed)
          .allMatch(m -> m.getState() != MesState.ACCEPTED || known.contains(m.getBodId()));
      sent.removeAll(refused);
      assertThat(effects.getOrDefault(equipment, List.of()))
          .as("seed %d: each message takes effect once, in order", seed)
          .containsExactlyElementsOf(sent);
    }
  }
}
