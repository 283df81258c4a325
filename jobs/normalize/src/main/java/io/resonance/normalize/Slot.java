package io.resonance.normalize;

/** One property at one address: what state of {@code normalize} is kept for. */
record Slot(String endpoint, String address, String property) {}
