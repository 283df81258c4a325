package io.resonance.conform.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.conform.tracking.Telling.Reach;
import io.resonance.conform.tracking.ViolationCase.Stage;
import io.resonance.schema.v1.Acknowledgement;
import io.resonance.schema.v1.ViolationState;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Whatever rules, people and clocks do, in whatever order. */
class ViolationLifecyclePropertyTest {

  private static final long REOPEN_WITHIN = 50;
  private static final long INTERVAL = 100;
  private static final int FIRST = 4;
  private static final Set<ViolationState> BREACHES =
      EnumSet.of(ViolationState.OPENED, ViolationState.REPEATED, ViolationState.REOPENED);

  enum Kind {
    OPENS,
    REPEATS,
    CLEARS,
    ACKNOWLEDGE,
    WAIVE,
    END_WAIVER
  }

  /** Something that happens so long after what happened before. */
  record Event(Kind kind, int later, int occurrences) {}

  @Provide
  Arbitrary<List<Event>> events() {
    // mostly what rules do, so that people meet violations in every state
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(Kind.OPENS)),
            Tuple.of(3, Arbitraries.just(Kind.REPEATS)),
            Tuple.of(4, Arbitraries.just(Kind.CLEARS)),
            Tuple.of(3, Arbitraries.of(Kind.class)));
    return Combinators.combine(
            kinds, Arbitraries.integers().between(0, 70), Arbitraries.integers().between(1, 9))
        .as(Event::new)
        .list()
        .ofMaxSize(80);
  }

  @Property(tries = 2_000)
  void keepsItsPromises(@ForAll("events") List<Event> events) throws IOException {
    World world = new World();
    for (Event event : events) {
      world.step(event);
      world.restoreFromBytes();
    }
  }

  /** One violation key, a rule that may contradict itself, and what its readers believe. */
  private static final class World {

    private final ViolationLifecycle lifecycle = new ViolationLifecycle(REOPEN_WITHIN, FIRST);
    private ViolationCase of = new ViolationCase();
    private FloodGate gate = new FloodGate();
    private long now = 1_000;
    private long waivedUntil = ViolationLifecycle.NOT_WAIVED;
    private int openings;

    // what readers of reports believe
    private boolean believedOpen;
    private String believedId = "";

    // the books
    private long counted;
    private long ofThisOpening;
    private int offered;
    private int passed;

    void step(Event event) {
      now += event.later();
      if (waivedUntil != ViolationLifecycle.NOT_WAIVED && now >= waivedUntil) {
        waivedUntil = ViolationLifecycle.NOT_WAIVED;
        hear(lifecycle.endWaiver(of), false);
      }
      if (gate.isOver(now, INTERVAL)) {
        endInterval();
      }
      switch (event.kind()) {
        case OPENS -> report(ViolationState.OPENED, event);
        case REPEATS -> report(ViolationState.REPEATED, event);
        case CLEARS -> report(ViolationState.CLEARED, event);
        case ACKNOWLEDGE -> acknowledge();
        case WAIVE -> {
          waivedUntil = now + 40;
          hear(lifecycle.waive(of), false);
        }
        case END_WAIVER -> {
          waivedUntil = ViolationLifecycle.NOT_WAIVED;
          hear(lifecycle.endWaiver(of), false);
        }
      }
    }

    private void acknowledge() {
      boolean open = of.stage == Stage.OPEN;
      Acknowledgement before = of.acknowledgement;
      Acknowledgement by = new Acknowledgement("li.wei", Instant.ofEpochSecond(now), null);
      Telling telling = lifecycle.acknowledge(of, by);
      hear(telling, false);
      assertThat(telling.reach()).isEqualTo(open ? Reach.ALL : Reach.NOBODY);
      assertThat(of.acknowledgement).isEqualTo(open ? by : before);
    }

    private void report(ViolationState state, Event event) {
      Stage before = of.stage;
      int reopenedBefore = of.reopened;
      String idBefore = of.violationId;
      long clearedAt = of.lastAt;
      boolean next = state == ViolationState.OPENED;
      String id = next ? "opening-" + ++openings : of.opening;
      if (id.isEmpty() || (state == ViolationState.CLEARED && before != Stage.OPEN)) {
        id = "opening-of-an-earlier-release";
      }
      boolean joins = before == Stage.OPEN || isSoon(before, clearedAt);
      if (before == Stage.OPEN || state != ViolationState.CLEARED) {
        count(id, event.occurrences(), joins);
      }
      boolean waived = now < waivedUntil;
      boolean mayCount = !waived && state != ViolationState.CLEARED;
      Telling telling =
          lifecycle.report(of, new Report(state, id, now, now, ofThisOpening), waivedUntil, gate);
      offered += mayCount ? 1 : 0;
      hear(telling, mayCount);

      if (waived && telling.reach() == Reach.ALL) {
        assertThat(telling.state()).as("waived").isEqualTo(ViolationState.CLEARED);
      }
      if (of.reopened > reopenedBefore) {
        assertThat(before).as("re-opened only after cleared").isEqualTo(Stage.CLEARED);
        assertThat(now - clearedAt).isLessThanOrEqualTo(REOPEN_WITHIN);
        assertThat(of.violationId).isEqualTo(idBefore);
        assertThat(of.acknowledgement).isNull();
      }
      if (of.stage != Stage.UNKNOWN) {
        assertThat(of.occurrences()).as("counts add up").isEqualTo(counted);
      }
      assertThat(gate.passed + gate.held).as("passed and held").isEqualTo(offered);
      assertThat(gate.passed).isEqualTo(passed).isLessThanOrEqualTo(FIRST);
    }

    private boolean isSoon(Stage before, long clearedAt) {
      return before == Stage.CLEARED && now - clearedAt <= REOPEN_WITHIN;
    }

    /** Keeps the books as an accountant would who knows nothing of stages. */
    private void count(String id, int occurrences, boolean joins) {
      if (!joins) {
        counted = occurrences;
        ofThisOpening = occurrences;
      } else if (id.equals(of.opening)) {
        counted += occurrences;
        ofThisOpening += occurrences;
      } else {
        counted += occurrences;
        ofThisOpening = occurrences;
      }
    }

    private void hear(Telling telling, boolean limited) {
      if (telling.reach() != Reach.ALL) {
        return;
      }
      passed += limited ? 1 : 0;
      switch (telling.state()) {
        case OPENED, REOPENED -> {
          assertThat(believedOpen).as("never two open under one key").isFalse();
          believedOpen = true;
          believedId = of.violationId;
        }
        case REPEATED -> {
          believedOpen = true; // opened before it was watched here, at the latest
          believedId = of.violationId;
        }
        case CLEARED -> {
          assertThat(believedOpen || of.stage == Stage.UNKNOWN).isTrue();
          believedOpen = false;
        }
        case ACKNOWLEDGED, WAIVED -> assertThat(of.stage).isEqualTo(Stage.OPEN);
        case UNKNOWN -> throw new AssertionError("told nothing to everybody");
      }
      if (BREACHES.contains(telling.state())) {
        assertThat(of.stage).isEqualTo(Stage.OPEN);
        assertThat(believedId).isEqualTo(of.violationId);
      }
      assertThat(of.announced).isEqualTo(believedOpen && of.stage == Stage.OPEN);
    }

    private void endInterval() {
      gate = new FloodGate();
      offered = 0;
      passed = 0;
      Telling telling = lifecycle.endOfFlood(of);
      assertThat(telling.reach()).isIn(Reach.STATES, Reach.NOBODY);
      assertThat(of.untold).isFalse();
      if (telling.reach() == Reach.STATES) {
        assertThat(telling.state() == ViolationState.CLEARED).isEqualTo(of.stage == Stage.CLEARED);
      }
    }

    /** The next step begins with what a savepoint would have kept. */
    void restoreFromBytes() throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(64);
      ViolationCaseSerializer.INSTANCE.serialize(of, out);
      FloodGateSerializer.INSTANCE.serialize(gate, out);
      DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
      of = ViolationCaseSerializer.INSTANCE.deserialize(in);
      gate = FloodGateSerializer.INSTANCE.deserialize(in);
      assertThat(in.available()).isZero();
    }
  }
}
