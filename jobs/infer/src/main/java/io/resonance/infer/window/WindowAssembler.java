package io.resonance.infer.window;

import io.resonance.infer.model.ModelInput;
import io.resonance.infer.model.ModelSpec;
import io.resonance.infer.model.WindowSpec;
import io.resonance.infer.model.WindowSpec.Fill;
import io.resonance.infer.model.WindowSpec.Resampling;
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

  WindowAssembler(ModelSpec model) {
    this.spec = model.window();
    this.inputs = model.input().channels();
    int length = spec.length();
    this.values = new float[length];
    this.states = new byte[length];
    this.times = new long[length];
    this.next = new int[length];
    this.result = new byte[length];
  }

  AssembledWindow assemble(ModelBuffer buffer, DeclaredGaps gaps, long window) {
    AssembledWindow assembled = new AssembledWindow(spec.length(), inputs.size());
    for (int input = 0; input < inputs.size(); input++) {
      gather(buffer, input, window);
      if (spec.resampling() == Resampling.LAST) {
        last(buffer.carry, input, window, gaps, assembled);
      } else {
        linear(buffer.carry, input, window, gaps, assembled);
      }
      account(input, assembled);
    }
    return assembled;
  }

  /** Copies the samples of one input into the scratch arrays. */
  private void gather(ModelBuffer buffer, int input, long window) {
    Arrays.fill(states, CellState.EMPTY);
    int ticks = spec.blockTicks();
    long firstBlock = Math.floorDiv(window * spec.stride(), (long) ticks);
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

  private void last(
      Carry carry, int input, long window, DeclaredGaps gaps, AssembledWindow assembled) {
    float heldValue = carry.values[input];
    byte heldState = carry.states[input];
    long heldTime = carry.times[input];
    long tickTime = spec.startOf(window);
    for (int tick = 0; tick < states.length; tick++, tickTime += spec.periodNanos()) {
      if (states[tick] != CellState.EMPTY) {
        heldValue = values[tick];
        heldState = states[tick];
        heldTime = times[tick];
        set(assembled, input, tick, heldValue, heldState);
      } else if (mayHold(heldState, heldTime, tickTime, input, gaps)) {
        set(assembled, input, tick, heldValue, heldState);
      } else {
        result[tick] = CellState.EMPTY;
      }
    }
  }

  private void linear(
      Carry carry, int input, long window, DeclaredGaps gaps, AssembledWindow assembled) {
    findNext();
    float beforeValue = carry.values[input];
    byte beforeState = carry.states[input];
    long beforeTime = carry.times[input];
    long tickTime = spec.startOf(window);
    for (int tick = 0; tick < states.length; tick++, tickTime += spec.periodNanos()) {
      int after = next[tick];
      boolean hasAfter = after < states.length;
      if (hasAfter && times[after] == tickTime) {
        set(assembled, input, tick, values[after], states[after]);
      } else if (hasAfter
          && beforeState != CellState.EMPTY
          && times[after] - beforeTime <= spec.maxGapNanos()
          && !gaps.liesBetween(inputs.get(input).property(), beforeTime, times[after])) {
        float share = (float) ((double) (tickTime - beforeTime) / (times[after] - beforeTime));
        float between = beforeValue + share * (values[after] - beforeValue);
        set(assembled, input, tick, between, CellState.worse(beforeState, states[after]));
      } else if (after == tick) {
        set(assembled, input, tick, values[tick], states[tick]);
      } else if (mayHold(beforeState, beforeTime, tickTime, input, gaps)) {
        set(assembled, input, tick, beforeValue, beforeState);
      } else {
        result[tick] = CellState.EMPTY;
      }
      if (states[tick] != CellState.EMPTY) {
        beforeValue = values[tick];
        beforeState = states[tick];
        beforeTime = times[tick];
      }
    }
  }

  private void findNext() {
    int following = states.length;
    for (int tick = states.length - 1; tick >= 0; tick--) {
      following = states[tick] != CellState.EMPTY ? tick : following;
      next[tick] = following;
    }
  }

  private boolean mayHold(byte state, long time, long tickTime, int input, DeclaredGaps gaps) {
    return state != CellState.EMPTY
        && tickTime - time <= spec.maxGapNanos()
        && (gaps.isEmpty()
            || !gaps.liesBetween(
                inputs.get(input).property(), time, tickTime + spec.periodNanos()));
  }

  private void set(AssembledWindow assembled, int input, int tick, float value, byte state) {
    result[tick] = state;
    assembled.values[tick * inputs.size() + input] = value;
  }

  /** Counts what is missing and puts the stand-in there. */
  private void account(int input, AssembledWindow assembled) {
    int run = 0;
    for (int tick = 0; tick < result.length; tick++) {
      byte state = result[tick];
      if (CellState.isUsable(state)) {
        assembled.good += state == CellState.GOOD ? 1 : 0;
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
      assembled.values[tick * inputs.size() + input] = standIn(input, tick, assembled);
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
