package io.resonance.connector.mtconnect.source;

import io.resonance.connector.mtconnect.client.request.AgentReading;
import io.resonance.connector.mtconnect.doctor.AgentExamination;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Examines an agent the way the source will use it: connection, model, clock, what its buffer holds
 * and how long, how fast it gives it back, whether it streams, and what its documents have that
 * they should not. Changes nothing at the agent. Blocks as long as that takes; may be called from
 * any thread.
 */
public final class MtConnectDoctor {
  private MtConnectDoctor() {}

  /** What is looked at, in this order. */
  public enum Check {
    REACHABLE("reachable"),
    SECURITY("security"),
    VERSION("version"),
    DEVICES("devices"),
    UNITS("units"),
    STATE("state"),
    CLOCK("clock"),
    COMPRESSION("compression"),
    FORMAT("format"),
    CATCH_UP("catch-up"),
    STREAM("stream"),
    BUFFER("buffer"),
    GAPS("gaps"),
    DOCUMENTS("documents");

    private final String word;

    Check(String word) {
      this.word = word;
    }

    /** Its name for people and programs. */
    public String word() {
      return word;
    }
  }

  /** How well it is. */
  public enum Verdict {
    OK,
    /** The source works, with less than there could be. */
    WARN,
    /** The source cannot work. */
    FAIL
  }

  /**
   * The outcome of a check.
   *
   * @param check what was looked at
   * @param verdict how well it is
   * @param text what was found, a sentence or two
   * @param nextStep what to do about it; empty where nothing is to be done
   */
  public record Finding(Check check, Verdict verdict, String text, String nextStep) {
    public Finding {
      Objects.requireNonNull(check, "check");
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(nextStep, "nextStep");
    }
  }

  /**
   * Examines one agent and tells each finding at once; what the agent or the network does wrong is
   * a finding.
   *
   * @param listening how long the stream is read, 1 s to 1 h
   */
  public static void examine(MtConnectAgent agent, Duration listening, Consumer<Finding> told) {
    if (listening.compareTo(Duration.ofSeconds(1)) < 0
        || listening.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "The stream is read for 1 s to 1 h, not for %s.".formatted(listening));
    }
    try (AgentReading reading = new AgentReading(agent)) {
      new AgentExamination(agent, reading, listening, told).run();
    }
  }
}
