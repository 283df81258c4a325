package io.resonance.connector.mtconnect.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.SequenceTracker.Coverage;
import io.resonance.connector.mtconnect.client.SequenceTracker.Rows;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Plays an agent that restarts, overruns and lies against the tracker; time does not exist. */
class SequenceTrackerSimulationTest {
  private static final int SEEDS = 2_000;
  private static final int BUFFER = 40;

  @Test
  void losesNothingUndeclaredAndRepeatsNothingForEverySeed() {
    int lost = 0;
    int restarts = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Plant plant = new Plant(seed);
      plant.run();
      plant.check();
      lost += plant.declaredLost.size();
      restarts += (int) plant.lastOf.keySet().stream().filter(instance -> instance > 1).count();
    }
    // The simulation is worth something only if these things did happen.
    assertThat(lost).isGreaterThan(SEEDS);
    assertThat(restarts).isGreaterThan(SEEDS);
  }

  private record Observed(long instance, long sequence) {}

  private static final class Plant {
    private final int seed;
    private final Random random;
    private final SequenceTracker tracker =
        new SequenceTracker("agent", Coverage.WHOLE, MtConnectProgress.unread());
    private final Map<Long, Long> lastOf = new HashMap<>();
    private final Set<Observed> delivered = new HashSet<>();
    private final Set<Observed> declaredLost = new HashSet<>();
    private final List<MtConnectGap> gaps = new ArrayList<>();
    private long instance = 1;
    private long first = 1;
    private long last;
    private long cursor;
    private boolean streaming;
    private int truths;
    private boolean honest;
    private boolean atOldest;

    Plant(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      lastOf.put(1L, 0L);
    }

    void run() {
      for (int i = 0; i < 400; i++) {
        switch (random.nextInt(12)) {
          case 0, 1, 2, 3 -> produce(1 + random.nextInt(12));
          case 4 -> {
            if (random.nextInt(8) == 0) {
              restart();
            }
          }
          case 5 -> {
            if (random.nextInt(4) == 0) {
              cut();
            }
          }
          case 6 -> {
            if (random.nextInt(4) == 0) {
              produce(BUFFER + random.nextInt(BUFFER));
            }
          }
          default -> client();
        }
      }
      honest = true;
      for (int i = 0; i < 50; i++) {
        client();
      }
    }

    private void produce(int count) {
      last += count;
      first = Math.max(first, last - BUFFER + 1);
      lastOf.put(instance, last);
    }

    private void restart() {
      instance++;
      first = 1;
      last = 0;
      lastOf.put(instance, 0L);
      cut();
    }

    private void cut() {
      streaming = false;
      tracker.connectionLost().ifPresent(gaps::add);
    }

    private void client() {
      if (streaming && cursor < first && random.nextBoolean()) {
        cut();
      } else if (streaming) {
        document();
      } else if (atOldest) {
        atOldest = false;
        streaming = true;
        cursor = first;
        document();
      } else if (tracker.position() instanceof MtConnectPosition.At at
          && at.nextSequence() >= first
          && at.nextSequence() <= last + 1) {
        streaming = true;
        cursor = at.nextSequence();
        document();
      } else {
        // Unread, or OUT_OF_RANGE.
        locate();
      }
    }

    private void document() {
      // An agent may also go on silently after an overrun.
      long from = Math.max(cursor, first);
      long next = Math.min(last + 1, from + 1 + random.nextInt(20));
      cursor = next;
      Rows rows = rows(from, next);
      StreamsHeader header = maybeLie(header(next));
      SequenceTracker.Verdict verdict = tracker.document(header, rows);
      if (verdict instanceof SequenceTracker.Deliver deliver) {
        declare(deliver.gaps());
        for (long s = Math.max(from, deliver.from()); s < Math.min(next, deliver.next()); s++) {
          assertThat(delivered.add(new Observed(instance, s))).as("seed %d: repeat", seed).isTrue();
        }
      } else {
        streaming = false;
        locate();
      }
    }

    private Rows rows(long from, long next) {
      long expected = tracker.position() instanceof MtConnectPosition.At at ? at.nextSequence() : 0;
      long lowest = Math.max(from, expected);
      return new Rows(
          lowest < next ? OptionalLong.of(lowest) : OptionalLong.empty(),
          from < next ? OptionalLong.of(next - 1) : OptionalLong.empty());
    }

    private void locate() {
      SequenceTracker.Located located = tracker.located(maybeLie(header(first)));
      if (located instanceof SequenceTracker.Resume resume) {
        declare(resume.gaps());
      }
      atOldest = located instanceof SequenceTracker.ResumeAtOldest;
    }

    private StreamsHeader header(long next) {
      return new StreamsHeader(instance, first, last, next, BUFFER, "2.0", 0, "");
    }

    // Three truths after each lie: what is said twice from the same position has to be believed.
    private StreamsHeader maybeLie(StreamsHeader truth) {
      if (honest
          || truths++ < 3
          || random.nextInt(10) > 0
          || tracker.position() instanceof MtConnectPosition.Unread) {
        return truth;
      }
      truths = 0;
      long next = truth.nextSequence();
      return switch (random.nextInt(6)) {
        case 0 -> lie(1_000 + random.nextInt(1_000), first, last, next);
        case 1 -> lie(instance, last + 100, last, next);
        case 2 -> lie(instance, 1, 0, 1);
        case 3 -> lie(instance, first, last, Math.max(first, next - 1 - random.nextInt(5)));
        case 4 -> lie(instance, first, last, last + 1);
        default -> lie(instance, first, last, last + 50);
      };
    }

    private static StreamsHeader lie(long instance, long first, long last, long next) {
      return new StreamsHeader(instance, first, last, next, BUFFER, "2.0", 0, "");
    }

    private void declare(List<MtConnectGap> declared) {
      gaps.addAll(declared);
      for (MtConnectGap gap : declared) {
        if (gap.phase() != MtConnectGap.Phase.LOST) {
          continue;
        }
        long from = gap.sequenceFrom().getAsLong();
        long old = gap.instanceIdFrom().getAsLong();
        if (gap.reason() == MtConnectGap.Reason.BUFFER_OVERRUN) {
          assertThat(gap.count()).hasValue(gap.sequenceTo().getAsLong() - from);
          lose(old, from, gap.sequenceTo().getAsLong());
        } else {
          // Everything of the old instance from there on, of those between, and of the new one
          // before the point where reading goes on.
          lose(old, from, lastOf.get(old) + 1);
          for (long between = old + 1; between < gap.instanceIdTo().getAsLong(); between++) {
            lose(between, 1, lastOf.get(between) + 1);
          }
          lose(gap.instanceIdTo().getAsLong(), 1, gap.sequenceTo().getAsLong());
        }
      }
    }

    private void lose(long of, long from, long to) {
      for (long s = from; s < to; s++) {
        declaredLost.add(new Observed(of, s));
      }
    }

    void check() {
      Set<Observed> produced = new HashSet<>();
      lastOf.forEach(
          (of, end) -> {
            for (long s = 1; s <= end; s++) {
              produced.add(new Observed(of, s));
            }
          });
      // What was overrun before anything was read is not loss of this source.
      Observed first = firstRead();
      produced.removeIf(delivered::contains);
      produced.removeIf(declaredLost::contains);
      produced.removeIf(
          each ->
              each.instance() < first.instance()
                  || (each.instance() == first.instance() && each.sequence() < first.sequence()));
      assertThat(produced).as("seed %d: lost undeclared", seed).isEmpty();
      assertThat(tracker.progress().openGap()).as("seed %d: nothing stays open", seed).isEmpty();
      String open = "";
      for (MtConnectGap gap : gaps) {
        if (gap.phase() == MtConnectGap.Phase.OPEN) {
          assertThat(open).as("seed %d: two open gaps", seed).isEmpty();
          open = gap.gapId();
        } else if (!open.isEmpty()) {
          assertThat(gap.gapId()).as("seed %d: closes the open gap", seed).isEqualTo(open);
          open = "";
        }
      }
    }

    private Observed firstRead() {
      List<Observed> known = new ArrayList<>(delivered);
      known.addAll(declaredLost);
      return known.stream()
          .min(Comparator.comparingLong(Observed::instance).thenComparingLong(Observed::sequence))
          .orElse(new Observed(Long.MAX_VALUE, 0));
    }
  }
}
