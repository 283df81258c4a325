package io.resonance.infer.window;

import io.resonance.infer.model.ModelInput;
import io.resonance.infer.model.ModelSpec;
import io.resonance.infer.model.WindowSpec;
import io.resonance.infer.model.WindowSpec.Fill;
import io.resonance.schema.batch.ValueRange;
import java.util.Arrays;
import java.util.List;

/**
 * Resamples the blocks of one window to the model's rate and fills its tensor. A tick stands for
 * the period that begins at it. Holds scratch arrays: one per operator and model, not thread-safe.
 */
final class WindowAssembler {

  private final WindowSpec spec;
  private final List<ModelInput> inputs;
  private final float[] values;
  private final byte[] states;
  private final long[] times;
  private final int[] next;
  private final byte[] result;
  private final int cells;
  private final int floats;
  private final WeightedMean mean = new WeightedMean();
  private DeclaredGaps gaps;
  private float heldValue;
  private byte heldState;
  private long heldTime;

  WindowAssembler(ModelSpec model) {
    this.spec = model.window();
    this.inputs = model.input().channels();
    int length = spec.length();
    this.values = new float[length];
    this.states = new byte[length];
    this.times = new long[length];
    this.next = new int[length];
    this.result = new byte[length];
    this.cells = model.floatsPerWindow();
    this.floats = model.mask().isPresent() ? 2 * cells : cells;
  }

  AssembledWindow assemble(EquipmentWindows equipment, ModelBuffer buffer, long window) {
    AssembledWindow assembled = new AssembledWindow(floats, inputs.size());
    this.gaps = equipment.gaps;
    assembled.health = equipment.health.worst(spec.startOf(window), spec.endOf(window));
    long firstBlock = spec.firstBlockOf(window);
    for (int input = 0; input < inputs.size(); input++) {
      gather(buffer, input, firstBlock);
      findHeld(buffer, input, firstBlock);
      switch (spec.resampling()) {
        case LAST -> last(input, window, assembled);
        case LINEAR -> linear(input, window, assembled);
        case MEAN -> mean(buffer, input, window, assembled);
      }
      account(input, assembled);
    }
    this.gaps = null;
    return assembled;
  }

  /** Copies the samples of one input into the scratch arrays. */
  private void gather(ModelBuffer buffer, int input, long firstBlock) {
    Arrays.fill(states, CellState.EMPTY);
    int ticks = spec.blockTicks();
    long endBlock = firstBlock + spec.length() / ticks;
    for (int position = buffer.firstFrom(firstBlock); position < buffer.blockCount(); position++) {
      Block block = buffer.block(position);
      if (block.index >= endBlock) {
        break;
      }
      int at = (int) (block.index - firstBlock) * ticks;
      System.arraycopy(block.values, input * ticks, values, at, ticks);
      System.arraycopy(block.states, input * ticks, states, at, ticks);
      System.arraycopy(block.times, input * ticks, times, at, ticks);
    }
  }

  /** The last sample before the window, from a block kept for corrections or the carried one. */
  private void findHeld(ModelBuffer buffer, int input, long firstBlock) {
    Carry carry = buffer.carry;
    hold(carry.values[input], carry.states[input], carry.times[input]);
    int ticks = spec.blockTicks();
    for (int position = buffer.firstFrom(firstBlock) - 1; position >= 0; position--) {
      Block block = buffer.block(position);
      for (int cell = (input + 1) * ticks - 1; cell >= input * ticks; cell--) {
        if (block.states[cell] != CellState.EMPTY) {
          // what came too late for every window is carried, and may be later than this
          if (heldState == CellState.EMPTY || block.times[cell] >= heldTime) {
            hold(block.values[cell], block.states[cell], block.times[cell]);
          }
          return;
        }
      }
      if ((firstBlock - block.index) * ticks * spec.periodNanos() > spec.maxGapNanos()) {
        return; // nothing older can be held into the window
      }
    }
  }

  private void hold(float value, byte state, long time) {
    heldValue = value;
    heldState = state;
    heldTime = time;
  }

  private void last(int input, long window, AssembledWindow assembled) {
    long tickTime = spec.startOf(window);
    for (int tick = 0; tick < states.length; tick++, tickTime += spec.periodNanos()) {
      if (states[tick] != CellState.EMPTY) {
        hold(values[tick], states[tick], times[tick]);
        set(assembled, input, tick, heldValue, heldState);
      } else if (mayHold(tickTime, input)) {
        set(assembled, input, tick, heldValue, heldState);
      } else {
        result[tick] = CellState.EMPTY;
      }
    }
  }

  private void linear(int input, long window, AssembledWindow assembled) {
    findNext();
    long tickTime = spec.startOf(window);
    for (int tick = 0; tick < states.length; tick++, tickTime += spec.periodNanos()) {
      int after = next[tick];
      boolean hasAfter = after < states.length;
      if (hasAfter && times[after] == tickTime) {
        set(assembled, input, tick, values[after], states[after]);
      } else if (hasAfter
          && heldState != CellState.EMPTY
          && times[after] - heldTime <= spec.maxGapNanos()
          && !gaps.liesBetween(inputs.get(input).property(), heldTime, times[after])) {
        float share = (float) ((double) (tickTime - heldTime) / (times[after] - heldTime));
        float between = heldValue + share * (values[after] - heldValue);
        set(assembled, input, tick, between, CellState.worse(heldState, states[after]));
      } else if (after == tick) {
        set(assembled, input, tick, values[tick], states[tick]);
      } else if (mayHold(tickTime, input)) {
        set(assembled, input, tick, heldValue, heldState);
      } else {
        result[tick] = CellState.EMPTY;
      }
      if (states[tick] != CellState.EMPTY) {
        hold(values[tick], states[tick], times[tick]);
      }
    }
  }

  /** The mean of the period of each tick, each usable value weighted by the time it stood. */
  private void mean(ModelBuffer buffer, int input, long window, AssembledWindow assembled) {
    Samples none = new Samples();
    int ticks = spec.blockTicks();
    long firstBlock = spec.firstBlockOf(window);
    long tickTime = spec.startOf(window);
    int position = buffer.firstFrom(firstBlock);
    Samples samples = none;
    int at = 0;
    for (int tick = 0; tick < states.length; tick++, tickTime += spec.periodNanos()) {
      if (tick % ticks == 0) {
        long index = firstBlock + tick / ticks;
        boolean there = position < buffer.blockCount() && buffer.block(position).index == index;
        samples = there ? buffer.block(position++).all[input] : none;
        at = 0;
      }
      mean.begin();
      long from = tickTime;
      long end = tickTime + spec.periodNanos();
      for (; at < samples.count && samples.times[at] < end; at++) {
        stand(input, from, samples.times[at]);
        hold(samples.values[at], samples.states[at], samples.times[at]);
        from = samples.times[at];
        mean.sees(heldValue, heldState);
      }
      stand(input, from, end);
      result[tick] = mean.state();
      assembled.values[tick * inputs.size() + input] = mean.value();
    }
  }

  /** The held value stands between two times, but no longer than allowed and not across a gap. */
  private void stand(int input, long from, long to) {
    long until = Math.min(to, heldTime + spec.maxGapNanos());
    if (heldState == CellState.EMPTY || until <= from) {
      return;
    }
    if (gaps.isEmpty() || !gaps.liesBetween(inputs.get(input).property(), heldTime, until)) {
      mean.stands(heldValue, heldState, until - from);
    }
  }

  private void findNext() {
    int following = states.length;
    for (int tick = states.length - 1; tick >= 0; tick--) {
      following = states[tick] != CellState.EMPTY ? tick : following;
      next[tick] = following;
    }
  }

  private boolean mayHold(long tickTime, int input) {
    return heldState != CellState.EMPTY
        && tickTime - heldTime <= spec.maxGapNanos()
        && (gaps.isEmpty()
            || !gaps.liesBetween(
                inputs.get(input).property(), heldTime, tickTime + spec.periodNanos()));
  }

  private void set(AssembledWindow assembled, int input, int tick, float value, byte state) {
    result[tick] = state;
    assembled.values[tick * inputs.size() + input] = value;
  }

  /** Counts what is missing and puts the stand-in there. */
  private void account(int input, AssembledWindow assembled) {
    int run = 0;
    ValueRange trained = inputs.get(input).trained();
    for (int tick = 0; tick < result.length; tick++) {
      byte state = result[tick];
      int cell = tick * inputs.size() + input;
      assembled.present += state == CellState.EMPTY ? 0 : 1;
      if (states[tick] != CellState.EMPTY) {
        assembled.lastSample[input] = times[tick];
      }
      if (CellState.isUsable(state)) {
        assembled.good += state == CellState.GOOD ? 1 : 0;
        assembled.usable[input]++;
        assembled.outside[input] += trained.contains(assembled.values[cell]) ? 0 : 1;
        if (floats > cells) {
          assembled.values[cells + cell] = 1;
        }
        run = 0;
        continue;
      }
      if (state == CellState.WRONG_UNIT) {
        assembled.wrongUnitInput = Math.min(assembled.wrongUnitInput, input);
      }
      run++;
      assembled.gaps += run == 1 ? 1 : 0;
      if (run > assembled.longestGap) {
        assembled.longestGap = run;
        assembled.longestGapInput = input;
      }
      assembled.values[cell] = standIn(input, tick, assembled);
    }
  }

  private float standIn(int input, int tick, AssembledWindow assembled) {
    if (spec.fill() == Fill.ZERO) {
      return 0;
    }
    if (tick > 0) {
      return assembled.values[(tick - 1) * inputs.size() + input];
    }
    for (int later = 1; later < result.length; later++) {
      if (CellState.isUsable(result[later])) {
        return assembled.values[later * inputs.size() + input];
      }
    }
    return 0;
  }
}
