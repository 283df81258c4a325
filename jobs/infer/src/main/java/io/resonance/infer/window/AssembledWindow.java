package io.resonance.infer.window;

import java.util.Arrays;

/** A window's tensor and what was found while it was filled. */
final class AssembledWindow {

  /** Row by row, [window, inputs]; where the model has a mask, its rows follow. */
  final float[] values;

  /** Ticks of GOOD quality, over all inputs. */
  int good;

  /** Ticks with a sample or a held value, usable or not, over all inputs. */
  int present;

  /** Stretches of ticks without a usable value, over all inputs. */
  int gaps;

  /** Longest such stretch of one input. */
  int longestGap;

  /** The input with the longest stretch; meaningful where there is one. */
  int longestGapInput;

  /** The input with a value in a wrong unit, or the number of inputs where there is none. */
  int wrongUnitInput;

  /** By input: usable ticks, and how many of them lie outside the range of the training data. */
  final int[] usable;

  final int[] outside;

  /** By input: time of the last real sample inside the window, or the distant past. */
  final long[] lastSample;

  /** What the device said about itself, see {@link DeviceHealth}. */
  byte health = DeviceHealth.FIT;

  AssembledWindow(int floats, int inputs) {
    values = new float[floats];
    wrongUnitInput = inputs;
    usable = new int[inputs];
    outside = new int[inputs];
    lastSample = new long[inputs];
    Arrays.fill(lastSample, Long.MIN_VALUE);
  }

  /**
   * A number that differs, as good as always, where anything in the window differs; the same in
   * every process.
   */
  long print(Iterable<InputSpan> provenance) {
    long print = 1;
    for (float value : values) {
      print = print * 0x9E3779B97F4A7C15L + Float.floatToRawIntBits(value);
      print ^= print >>> 29;
    }
    print = print * 31 + good;
    print = print * 31 + gaps;
    print = print * 31 + longestGap;
    print = print * 31 + wrongUnitInput;
    print = print * 31 + health;
    for (InputSpan span : provenance) {
      print = (print ^ (print >>> 31)) * 0xD1342543DE82EF95L + span.firstSequence();
      print = print * 31 + span.lastSequence();
      print = print * 31 + span.firstTime();
      print = print * 31 + span.lastTime();
      print = print * 31 + span.samples();
      print = print * 31 + span.source().address().hashCode();
      print = print * 31 + span.source().origin().endpoint().hashCode();
      print = print * 31 + span.source().origin().epoch();
    }
    return print;
  }
}
