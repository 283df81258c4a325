package io.resonance.infer.window;

import io.resonance.infer.model.WindowSpec;
import java.util.Arrays;

/**
 * What one model still needs of one equipment's values: the blocks of all windows that are open or
 * may still be corrected, sorted by time, and one value per input from before. A window is closed
 * once, when the watermark has passed its end; values that come late, but within the allowed
 * lateness, mark it to be issued again.
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

  /** The first window whose blocks are all kept. */
  long keptFrom = Long.MIN_VALUE;

  /** Closed windows to be looked at again, from and to; empty while from is after to. */
  long changedFrom = Long.MAX_VALUE;

  long changedTo = Long.MIN_VALUE;
  IssuedWindows issued = new IssuedWindows();
  private Block[] blocks = new Block[4];
  private int count;

  /** What became of a value. */
  enum Outcome {
    TAKEN,
    /** Taken too, but a closed window changes with it. */
    CORRECTS,
    /** Every window it belongs to is closed for good. */
    LATE,
    /** The buffer is full: the value is too far ahead of the watermark. */
    REFUSED
  }

  /**
   * Which windows may take values, at one watermark.
   *
   * @param open the first window that is not closed
   * @param kept the first one that may still be corrected; at most {@code open}
   */
  record Reach(long open, long kept) {}

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

  /** What a watermark in milliseconds leaves open. */
  Reach reach(WindowSpec spec, long watermark) {
    long afterClosed = closedWindow == NONE_CLOSED ? NONE_CLOSED : closedWindow + 1;
    long open = Math.max(afterClosed, firstOpenAt(spec, watermark, 0));
    if (spec.latenessNanos() == 0) {
      return new Reach(open, open);
    }
    long kept = Math.max(keptFrom, firstOpenAt(spec, watermark, spec.latenessNanos()));
    return new Reach(open, Math.min(open, kept));
  }

  /**
   * Remembers what a watermark has closed, windows without values too: after a restore no watermark
   * is known at first, and what was too late before must be too late then. To be called when every
   * window the watermark closes has been issued.
   */
  void advance(WindowSpec spec, long watermark) {
    long open = firstOpenAt(spec, watermark, 0);
    if (open == Long.MIN_VALUE || open == NO_WINDOW) {
      return;
    }
    closedWindow = Math.max(closedWindow, open - 1);
    forget(spec, reach(spec, watermark).kept);
  }

  /** The first window that is open at the time of a watermark less the allowed lateness. */
  private static long firstOpenAt(WindowSpec spec, long watermark, long lateness) {
    if (watermark < -FURTHEST_WATERMARK) {
      return Long.MIN_VALUE;
    }
    if (watermark > FURTHEST_WATERMARK) {
      return NO_WINDOW;
    }
    return spec.firstWindowOf(spec.tickOf((watermark + 1) * 1_000_000 - lateness));
  }

  Outcome add(WindowSpec spec, int input, Sample sample, Reach reach, int mostBlocks) {
    long tick = spec.tickOf(sample.time);
    long last = spec.lastWindowOf(tick);
    if (last < reach.kept) {
      carry.put(input, sample.value, sample.state, sample.time);
      markHeld(spec, reach.kept, sample.time, reach);
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
      insert(position, Block.empty(index, carry.values.length, spec));
    }
    Block block = blocks[position];
    if (!block.put(input, (int) (tick - index * ticks), sample)) {
      return Outcome.REFUSED;
    }
    block.note(input, sample.source, sample.sequence, sample.time);
    long first = spec.firstWindowOf(tick);
    if (last >= reach.open) {
      nextWindow = Math.min(nextWindow, Math.max(first, reach.open));
    }
    if (first >= reach.open) {
      return Outcome.TAKEN;
    }
    if (reach.kept == reach.open) {
      return Outcome.TAKEN; // nothing is corrected: only windows still open see it
    }
    markHeld(spec, Math.max(first, reach.kept), sample.time, reach);
    return Outcome.CORRECTS;
  }

  /** Marks the closed windows a value may be in or be held into. */
  private void markHeld(WindowSpec spec, long from, long time, Reach reach) {
    long heldTo = spec.lastWindowOf(spec.tickOf(time + spec.maxGapNanos()));
    mark(from, Math.min(heldTo, reach.open - 1));
  }

  /** Marks the closed windows from a time on: something was said about them. */
  void markFrom(WindowSpec spec, long time, Reach reach) {
    if (reach.kept < reach.open) {
      long from = spec.firstWindowOf(spec.tickOf(time - spec.periodNanos()));
      mark(Math.max(from, reach.kept), reach.open - 1);
    }
  }

  private void mark(long from, long to) {
    if (from <= to) {
      changedFrom = Math.min(changedFrom, from);
      changedTo = Math.max(changedTo, to);
    }
  }

  boolean hasChanges() {
    return changedFrom <= changedTo;
  }

  void settleChanges() {
    changedFrom = Long.MAX_VALUE;
    changedTo = Long.MIN_VALUE;
  }

  /** Position of the first block that is not before the given index. */
  int firstFrom(long index) {
    int position = find(index);
    return position < 0 ? -position - 1 : position;
  }

  /** Marks {@link #nextWindow} as closed and finds the next. */
  void close(WindowSpec spec, long watermark) {
    closedWindow = nextWindow;
    // the windows after it are still open, whatever the watermark
    forget(spec, Math.min(reach(spec, watermark).kept, closedWindow + 1));
    nextWindow = windowWithValues(spec, closedWindow + 1);
  }

  /** Drops what may no longer be corrected while no window is open. */
  void expire(WindowSpec spec, long watermark) {
    forget(spec, Math.min(reach(spec, watermark).kept, nextWindow));
  }

  /** The watermark at which the last block may be dropped; there must be one. */
  long expiresAt(WindowSpec spec) {
    long lastTick = (blocks[count - 1].index + 1) * spec.blockTicks() - 1;
    return spec.closesAt(spec.lastWindowOf(lastTick)) + spec.latenessNanos() / 1_000_000 + 1;
  }

  private void forget(WindowSpec spec, long before) {
    if (before <= keptFrom) {
      return;
    }
    int ticks = spec.blockTicks();
    int gone = count;
    if (before != NO_WINDOW) {
      keptFrom = before;
      gone = firstFrom(spec.firstBlockOf(keptFrom));
    }
    issued.forgetBefore(before);
    for (int position = 0; position < gone; position++) {
      fold(blocks[position], ticks);
    }
    System.arraycopy(blocks, gone, blocks, 0, count - gone);
    Arrays.fill(blocks, count - gone, count, null);
    count -= gone;
  }

  private long windowWithValues(WindowSpec spec, long following) {
    int position = firstFrom(spec.firstBlockOf(following));
    long latest = carry.latest();
    if (position > 0) {
      latest = Math.max(latest, blocks[position - 1].latest());
    }
    if (latest != Long.MIN_VALUE && spec.startOf(following) - latest <= spec.maxGapNanos()) {
      return following;
    }
    if (position == count) {
      return NO_WINDOW;
    }
    return Math.max(following, spec.firstWindowOf(blocks[position].index * spec.blockTicks()));
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
    copy.keptFrom = keptFrom;
    copy.changedFrom = changedFrom;
    copy.changedTo = changedTo;
    copy.issued = issued.copy();
    for (int position = 0; position < count; position++) {
      copy.append(blocks[position].copy());
    }
    return copy;
  }
}
