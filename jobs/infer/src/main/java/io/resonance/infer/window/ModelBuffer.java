package io.resonance.infer.window;

import io.resonance.infer.model.WindowSpec;
import java.util.Arrays;

/**
 * What one model still needs of one equipment's values: the blocks of all windows that are not
 * closed, sorted by time, and one value per input from before. A window is closed once, when the
 * watermark has passed its end.
 */
final class ModelBuffer {

  /** {@link #nextWindow} of a buffer that waits for values. */
  static final long NO_WINDOW = Long.MAX_VALUE;

  /** {@link #closedWindow} of a buffer that has not closed any. */
  static final long NONE_CLOSED = Long.MIN_VALUE;

  /** Watermarks beyond have no nanoseconds: no value came yet, or none will come any more. */
  private static final long FURTHEST_WATERMARK = Long.MAX_VALUE / 1_000_000 - 1;

  final String layout;
  final Carry carry;
  long nextWindow = NO_WINDOW;
  long closedWindow = NONE_CLOSED;
  private Block[] blocks = new Block[4];
  private int count;

  /** What became of a value. */
  enum Outcome {
    TAKEN,
    /** Every window it belongs to is closed. */
    LATE,
    /** The buffer is full: the value is too far ahead of the watermark. */
    REFUSED
  }

  ModelBuffer(String layout, int inputs) {
    this(layout, new Carry(inputs));
  }

  ModelBuffer(String layout, Carry carry) {
    this.layout = layout;
    this.carry = carry;
  }

  int blockCount() {
    return count;
  }

  Block block(int position) {
    return blocks[position];
  }

  /** Adds a block behind all others. */
  void append(Block block) {
    if (count == blocks.length) {
      blocks = Arrays.copyOf(blocks, count * 2);
    }
    blocks[count++] = block;
  }

  /** The first window a watermark in milliseconds leaves open. */
  long firstOpen(WindowSpec spec, long watermark) {
    long afterClosed = closedWindow == NONE_CLOSED ? NONE_CLOSED : closedWindow + 1;
    if (watermark < -FURTHEST_WATERMARK) {
      return afterClosed;
    }
    if (watermark > FURTHEST_WATERMARK) {
      return NO_WINDOW;
    }
    long window = spec.firstWindowOf(spec.tickOf((watermark + 1) * 1_000_000));
    return Math.max(afterClosed, window);
  }

  Outcome add(WindowSpec spec, int input, Sample sample, long firstOpen, int mostBlocks) {
    long tick = spec.tickOf(sample.time);
    if (spec.lastWindowOf(tick) < firstOpen) {
      carry.put(input, sample.value, sample.state, sample.time);
      return Outcome.LATE;
    }
    int ticks = spec.blockTicks();
    long index = Math.floorDiv(tick, (long) ticks);
    int position = find(index);
    if (position < 0) {
      if (count >= mostBlocks) {
        return Outcome.REFUSED;
      }
      position = -position - 1;
      insert(position, new Block(index, carry.values.length, ticks));
    }
    Block block = blocks[position];
    int cell = input * ticks + (int) (tick - index * ticks);
    block.put(cell, sample.value, sample.state, sample.time);
    block.note(input, sample.source, sample.sequence, sample.time);
    nextWindow = Math.min(nextWindow, Math.max(spec.firstWindowOf(tick), firstOpen));
    return Outcome.TAKEN;
  }

  /** Position of the first block that is not before the given index. */
  int firstFrom(long index) {
    int position = find(index);
    return position < 0 ? -position - 1 : position;
  }

  /** Marks {@link #nextWindow} as closed, drops what no later window needs and finds the next. */
  void close(WindowSpec spec) {
    closedWindow = nextWindow;
    long following = closedWindow + 1;
    int ticks = spec.blockTicks();
    int gone = firstFrom(Math.floorDiv(following * spec.stride(), (long) ticks));
    for (int position = 0; position < gone; position++) {
      fold(blocks[position], ticks);
    }
    System.arraycopy(blocks, gone, blocks, 0, count - gone);
    Arrays.fill(blocks, count - gone, count, null);
    count -= gone;
    nextWindow = windowWithValues(spec, following);
  }

  private long windowWithValues(WindowSpec spec, long following) {
    long latest = carry.latest();
    if (latest != Long.MIN_VALUE && spec.startOf(following) - latest <= spec.maxGapNanos()) {
      return following;
    }
    if (count == 0) {
      return NO_WINDOW;
    }
    return Math.max(following, spec.firstWindowOf(blocks[0].index * spec.blockTicks()));
  }

  private void fold(Block block, int ticks) {
    for (int cell = 0; cell < block.states.length; cell++) {
      if (block.states[cell] != CellState.EMPTY) {
        carry.put(cell / ticks, block.values[cell], block.states[cell], block.times[cell]);
      }
    }
  }

  private int find(long index) {
    if (count > 0 && blocks[count - 1].index == index) {
      return count - 1;
    }
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (blocks[middle].index < index) {
        low = middle + 1;
      } else if (blocks[middle].index > index) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -(low + 1);
  }

  private void insert(int position, Block block) {
    append(block);
    System.arraycopy(blocks, position, blocks, position + 1, count - 1 - position);
    blocks[position] = block;
  }

  ModelBuffer copy() {
    ModelBuffer copy = new ModelBuffer(layout, carry.copy());
    copy.nextWindow = nextWindow;
    copy.closedWindow = closedWindow;
    for (int position = 0; position < count; position++) {
      copy.append(blocks[position].copy());
    }
    return copy;
  }
}
