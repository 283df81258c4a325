package io.resonance.connector.mtconnect.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.delivery.SequenceTracker.Rows;
import io.resonance.connector.mtconnect.client.delivery.SequenceTrackerSimulationTest.SimulatedReader;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** One run of an agent and a reader of it, and the account of what became of each observation. */
final class AgentSimulation {
  private static final int BUFFER = 40;

  private final long seed;
  private final Random random;
  private final SimulatedReader reader;
  private final Map<Long, Long> lastOf = new HashMap<>();
  private final Set<Observed> delivered = new HashSet<>();
  private final Set<Observed> declaredLost = new HashSet<>();
  private final List<MtConnectGap> gaps = new ArrayList<>();

  /** Numbers of this instance that the agent counted and then did not keep. */
  private final NavigableSet<Long> swallowed = new TreeSet<>();

  private long instance = 1;
  private long first = 1;
  private long last;
  private long cursor;
  private Phase phase = Phase.LOCATE;
  private int truths;
  private int falsehoods;
  private int lies;
  private int swallows;
  private boolean honest;

  private record Observed(long instance, long sequence) {}

  private enum Phase {
    LOCATE,
    WITNESS,
    SAMPLE,
    OLDEST,
    STREAM
  }

  AgentSimulation(long seed, Supplier<SimulatedReader> reader) {
    this.seed = seed;
    this.random = new Random(seed);
    this.reader = reader.get();
    lastOf.put(1L, 0L);
  }

  int declaredLost() {
    return declaredLost.size();
  }

  int restarts() {
    return lastOf.size() - 1;
  }

  int lies() {
    return lies;
  }

  int swallowed() {
    return swallows;
  }

  /** Plays the run and checks the account. */
  void run() {
    for (int i = 0; i < 400; i++) {
      switch (random.nextInt(14)) {
        case 0, 1, 2, 3 -> produce(1 + random.nextInt(12));
        case 4 -> rarely(8, this::restart);
        case 5 -> rarely(4, this::cut);
        case 6 -> rarely(4, () -> produce(BUFFER + random.nextInt(BUFFER)));
        case 7 -> rarely(4, this::swallow);
        case 8 -> rarely(4, () -> reader.restart(reader.progress()));
        default -> client();
      }
    }
    honest = true;
    for (int i = 0; i < 80; i++) {
      client();
    }
    check();
  }

  private void rarely(int oneIn, Runnable event) {
    if (random.nextInt(oneIn) == 0) {
      event.run();
    }
  }

  private void produce(int count) {
    last += count;
    first = Math.max(first, last - BUFFER + 1);
    lastOf.put(instance, last);
  }

  private void swallow() {
    int count = 1 + random.nextInt(5);
    for (int i = 1; i <= count; i++) {
      swallowed.add(last + i);
    }
    swallows += count;
    produce(count);
  }

  private void restart() {
    instance++;
    first = 1;
    last = 0;
    swallowed.clear();
    lastOf.put(instance, 0L);
    cut();
  }

  private void cut() {
    if (phase == Phase.STREAM) {
      phase = Phase.SAMPLE;
    }
    gaps.addAll(reader.connectionLost());
  }

  private void client() {
    switch (phase) {
      case LOCATE -> locate();
      case WITNESS -> {
        reader.witnessed(maybeLie(header(last + 1)));
        phase = Phase.LOCATE;
      }
      case OLDEST -> {
        cursor = first;
        phase = Phase.STREAM;
        document();
      }
      case SAMPLE -> sample();
      case STREAM -> {
        if (cursor < first && random.nextBoolean()) {
          cut();
        } else {
          document();
        }
      }
    }
  }

  private void sample() {
    if (reader.position() instanceof MtConnectPosition.At at
        && at.nextSequence() >= first
        && at.nextSequence() <= last + 1) {
      cursor = at.nextSequence();
      phase = Phase.STREAM;
      document();
    } else {
      // OUT_OF_RANGE.
      phase = Phase.LOCATE;
    }
  }

  private void document() {
    // An agent may also go on silently after an overrun.
    long from = Math.max(cursor, first);
    long next = Math.min(last + 1, from + 1 + random.nextInt(20));
    cursor = next;
    StreamsHeader header = maybeLie(header(next));
    SequenceTracker.Verdict verdict = reader.document(header, rows(from, next));
    while (verdict instanceof SequenceTracker.Deliver deliver) {
      declare(deliver.gaps());
      for (long s = Math.max(from, deliver.from()); s < Math.min(next, deliver.next()); s++) {
        if (!swallowed.contains(s)) {
          assertThat(delivered.add(new Observed(instance, s))).as("seed %d: repeat", seed).isTrue();
        }
      }
      if (deliver.next() == header.nextSequence()) {
        return;
      }
      verdict = reader.document(header, rows(from, next));
    }
    phase = Phase.LOCATE;
  }

  private Rows rows(long from, long next) {
    long expected = reader.position() instanceof MtConnectPosition.At at ? at.nextSequence() : 0;
    OptionalLong highest = kept(next - 1, -1, from, next);
    OptionalLong lowest = kept(Math.max(from, expected), 1, from, next);
    if (lowest.isEmpty()) {
      return new Rows(OptionalLong.empty(), OptionalLong.empty(), highest);
    }
    long end = lowest.getAsLong();
    while (end < next && !swallowed.contains(end)) {
      end++;
    }
    return new Rows(lowest, OptionalLong.of(end), highest);
  }

  private OptionalLong kept(long begin, int step, long from, long next) {
    long at = begin;
    while (at >= from && at < next && swallowed.contains(at)) {
      at += step;
    }
    return at >= from && at < next ? OptionalLong.of(at) : OptionalLong.empty();
  }

  private void locate() {
    SequenceTracker.Located located = reader.located(maybeLie(header(first)));
    if (located instanceof SequenceTracker.Resume resume) {
      declare(resume.gaps());
      phase = Phase.SAMPLE;
    } else if (located instanceof SequenceTracker.ResumeAtOldest) {
      phase = Phase.OLDEST;
    } else {
      phase = Phase.WITNESS;
    }
  }

  private StreamsHeader header(long next) {
    return new StreamsHeader(instance, first, last, next, BUFFER, "2.0", 0, "");
  }

  // Four truths after one or two lies: what is said three times, in two ways, has to be believed.
  private StreamsHeader maybeLie(StreamsHeader truth) {
    if (honest || reader.position() instanceof MtConnectPosition.Unread) {
      return truth;
    }
    if (falsehoods == 0) {
      if (truths++ < 4 || random.nextInt(8) > 0) {
        return truth;
      }
      truths = 0;
      falsehoods = 1 + random.nextInt(2);
    }
    falsehoods--;
    lies++;
    long next = truth.nextSequence();
    return switch (random.nextInt(7)) {
      case 0 -> lie(instance + 1_000, first, last, next);
      case 1 -> lie(instance, last + 100, last, next);
      case 2 -> lie(instance, 1, 0, 1);
      case 3 -> lie(instance, first, last, Math.max(first, next - 1 - random.nextInt(5)));
      case 4 -> lie(instance, first, last, last + 1);
      case 5 -> lie(instance, first, last + 50, last + 51);
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
      assertThat(of == instance && s >= first && s <= last && !swallowed.contains(s))
          .as("seed %d: %d of %d given up, though the agent still held it", seed, s, of)
          .isFalse();
      declaredLost.add(new Observed(of, s));
    }
  }

  private void check() {
    Set<Observed> produced = new HashSet<>();
    lastOf.forEach(
        (of, end) -> {
          for (long s = 1; s <= end; s++) {
            produced.add(new Observed(of, s));
          }
        });
    // What was overrun before anything was read is not loss of this source.
    Observed begun = firstRead();
    produced.removeIf(delivered::contains);
    produced.removeIf(declaredLost::contains);
    produced.removeIf(
        each ->
            each.instance() < begun.instance()
                || (each.instance() == begun.instance() && each.sequence() < begun.sequence()));
    assertThat(produced).as("seed %d: lost undeclared", seed).isEmpty();
    assertThat(reader.progress().openGap()).as("seed %d: nothing stays open", seed).isEmpty();
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
