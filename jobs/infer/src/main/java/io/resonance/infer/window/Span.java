package io.resonance.infer.window;

/**
 * Provenance of one input within one block; a second source within the block hangs on the first.
 */
final class Span {

  final ValueSource source;
  long firstSequence;
  long lastSequence;
  long firstTime;
  long lastTime;
  int samples;
  Span next;

  Span(ValueSource source) {
    this.source = source;
  }

  void add(long sequence, long time) {
    firstSequence = samples == 0 ? sequence : Math.min(firstSequence, sequence);
    lastSequence = samples == 0 ? sequence : Math.max(lastSequence, sequence);
    firstTime = samples == 0 ? time : Math.min(firstTime, time);
    lastTime = samples == 0 ? time : Math.max(lastTime, time);
    samples++;
  }

  void add(Span other) {
    firstSequence =
        samples == 0 ? other.firstSequence : Math.min(firstSequence, other.firstSequence);
    lastSequence = samples == 0 ? other.lastSequence : Math.max(lastSequence, other.lastSequence);
    firstTime = samples == 0 ? other.firstTime : Math.min(firstTime, other.firstTime);
    lastTime = samples == 0 ? other.lastTime : Math.max(lastTime, other.lastTime);
    samples += other.samples;
  }

  /** This span and those that hang on it, in new objects. */
  Span copy() {
    Span copy = new Span(source);
    copy.add(this);
    copy.next = next == null ? null : next.copy();
    return copy;
  }
}
