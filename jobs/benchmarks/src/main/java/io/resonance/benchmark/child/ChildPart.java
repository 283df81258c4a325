package io.resonance.benchmark.child;

import java.util.Map;

/** What runs in a child process: one side of a measurement, started when constructed. */
public interface ChildPart {

  /** What the parent must know to go on, such as the address of a server. */
  Map<String, String> facts();

  /** Totals since the start, by name; called on the conversation's thread, so it must be quick. */
  Map<String, Long> totals() throws Exception;

  /** Ends it; the process ends right after. */
  void stop() throws Exception;

  /** Starts a part. */
  @FunctionalInterface
  interface Factory {
    /** Starts it with the settings its parent gave. */
    ChildPart start(Map<String, String> settings) throws Exception;
  }
}
