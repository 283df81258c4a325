package io.resonance.infer.window;

import io.resonance.infer.model.WindowSpec;
import io.resonance.infer.model.WindowSpec.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Windows computed the slow and obvious way: from the list of all samples ever received, by
 * searching it for every tick.
 */
final class ReferenceWindows {

  private final WindowSpec spec;
  private final int inputs;
  private final List<Received> received = new ArrayList<>();

  /** One sample in the order of arrival. */
  record Received(int input, long time, float value, byte state) {}

  /** What a window must be. */
  static final class Expected {
    final float[] values;
    final byte[] states;
    int samples;
    int good;
    int gaps;

    Expected(int cells) {
      values = new float[cells];
      states = new byte[cells];
    }
  }

  ReferenceWindows(WindowSpec spec, int inputs) {
    this.spec = spec;
    this.inputs = inputs;
  }

  void add(Received sample) {
    received.add(sample);
  }

  Expected window(long window) {
    long start = spec.startOf(window);
    long end = spec.endOf(window);
    Expected expected = new Expected(spec.length() * inputs);
    for (Received sample : received) {
      expected.samples += sample.time >= start && sample.time < end ? 1 : 0;
    }
    for (int input = 0; input < inputs; input++) {
      for (int tick = 0; tick < spec.length(); tick++) {
        int cell = tick * inputs + input;
        Optional<Received> value = at(input, start + tick * spec.periodNanos(), end);
        expected.values[cell] = value.map(Received::value).orElse(0f);
        expected.states[cell] = value.map(Received::state).orElse(CellState.EMPTY);
      }
      count(expected, input);
    }
    return expected;
  }

  private void count(Expected expected, int input) {
    boolean wasUsable = true;
    for (int tick = 0; tick < spec.length(); tick++) {
      byte state = expected.states[tick * inputs + input];
      boolean usable = state == CellState.GOOD || state == CellState.UNCERTAIN;
      expected.good += state == CellState.GOOD ? 1 : 0;
      expected.gaps += wasUsable && !usable ? 1 : 0;
      wasUsable = usable;
      if (!usable) {
        expected.values[tick * inputs + input] =
            tick > 0 ? expected.values[(tick - 1) * inputs + input] : firstUsable(expected, input);
      }
    }
  }

  private float firstUsable(Expected expected, int input) {
    for (int tick = 0; tick < spec.length(); tick++) {
      byte state = expected.states[tick * inputs + input];
      if (state == CellState.GOOD || state == CellState.UNCERTAIN) {
        return expected.values[tick * inputs + input];
      }
    }
    return 0;
  }

  private Optional<Received> at(int input, long tick, long end) {
    long periodEnd = tick + spec.periodNanos();
    Optional<Received> inPeriod = latest(input, time -> time >= tick && time < periodEnd);
    Optional<Received> before = latest(input, time -> time < tick);
    Optional<Received> held = before.filter(one -> tick - one.time <= spec.maxGapNanos());
    if (spec.resampling() == Resampling.MEAN) {
      return mean(
          input, tick, inPeriod.or(() -> held.filter(one -> tick - one.time < spec.maxGapNanos())));
    }
    if (spec.resampling() == Resampling.LAST) {
      return inPeriod.or(() -> held);
    }
    Optional<Received> after = nextPeriod(input, tick, end);
    if (after.isPresent() && after.get().time == tick) {
      return after;
    }
    if (after.isPresent()
        && before.isPresent()
        && after.get().time - before.get().time <= spec.maxGapNanos()) {
      return Optional.of(between(before.get(), after.get(), tick));
    }
    return inPeriod.or(() -> held);
  }

  /** Adds up what stands at each millisecond: the samples of the tests lie on whole ones. */
  private Optional<Received> mean(int input, long tick, Optional<Received> otherwise) {
    double sum = 0;
    int milliseconds = 0;
    byte worst = CellState.EMPTY;
    for (long at = tick; at < tick + spec.periodNanos(); at += 1_000_000) {
      long now = at;
      Optional<Received> stands =
          latest(input, time -> time <= now).filter(one -> now - one.time < spec.maxGapNanos());
      if (stands.isPresent() && stands.get().state != CellState.BAD) {
        sum += stands.get().value;
        milliseconds++;
        worst = (byte) Math.max(worst, stands.get().state);
      }
    }
    if (milliseconds == 0) {
      return otherwise;
    }
    return Optional.of(new Received(input, tick, (float) (sum / milliseconds), worst));
  }

  private static Received between(Received before, Received after, long time) {
    float share = (float) ((double) (time - before.time) / (after.time - before.time));
    return new Received(
        before.input,
        time,
        before.value + share * (after.value - before.value),
        (byte) Math.max(before.state, after.state));
  }

  /** The last sample of the first period from a tick on that has one. */
  private Optional<Received> nextPeriod(int input, long tick, long end) {
    for (long start = tick; start < end; start += spec.periodNanos()) {
      long from = start;
      Optional<Received> found =
          latest(input, time -> time >= from && time < from + spec.periodNanos());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Received> latest(int input, LongPredicate when) {
    Received best = null;
    for (Received sample : received) {
      if (sample.input == input
          && when.test(sample.time)
          && (best == null || sample.time >= best.time)) {
        best = sample;
      }
    }
    return Optional.ofNullable(best);
  }

  @Override
  public String toString() {
    return Arrays.toString(received.toArray());
  }
}
