package io.resonance.infer.window;

/**
 * The samples of one input and one source inside a window; times in nanoseconds since the Unix
 * epoch.
 *
 * @param property the input's property
 * @param firstSequence lowest sequence
 * @param lastSequence highest sequence
 */
public record InputSpan(
    String property,
    ValueSource source,
    long firstSequence,
    long lastSequence,
    long firstTime,
    long lastTime,
    int samples) {}
