package io.resonance.connector.mtconnect.source;

import io.resonance.connector.mtconnect.client.browse.AgentTape;
import io.resonance.connector.mtconnect.client.request.AgentReading;
import java.io.IOException;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Records what an agent answers, so that it can be served again; blocks until it is to end. */
public final class MtConnectRecorder {
  private MtConnectRecorder() {}

  /** What an answer was an answer to. */
  public enum Request {
    PROBE,
    CURRENT,
    SAMPLE
  }

  /** Where a recording begins. */
  public enum Begin {
    /** At the oldest observation of the buffer. */
    OLDEST,
    /** With what comes from now on. */
    NOW
  }

  /**
   * One answer, in the order they came: devices and state of each instance, then its observations.
   *
   * @param received when it came
   * @param request what was asked
   * @param xml the document in XML, whatever it was sent in
   */
  @SuppressWarnings("ArrayRecordComponent") // carried from the network to a file only
  public record Answer(Instant received, Request request, byte[] xml) {}

  /** Takes what is recorded. */
  public interface Tape {
    /** An answer; its bytes may be kept. */
    void take(Answer answer) throws IOException;

    /** Observations recorded so far, after each answer that has some. */
    void observed(long observations);

    /** Something a person should know: a lost connection, a restart, a gap. */
    void trouble(String sentence);
  }

  /**
   * What was recorded.
   *
   * @param observations in sample documents
   * @param lost sequence numbers that had left the buffer before they could be recorded
   * @param restarts of the agent
   */
  public record Summary(long observations, long lost, int restarts) {}

  /**
   * Records until {@code wanted} says no; it is asked after each answer.
   *
   * @throws MtConnectRefusedException if the agent cannot be reached at first
   * @throws IOException if the tape fails
   */
  public static Summary record(MtConnectAgent agent, Begin begin, BooleanSupplier wanted, Tape tape)
      throws MtConnectRefusedException, IOException {
    try (AgentReading reading = new AgentReading(agent)) {
      return new AgentTape(agent, reading, tape).record(begin, wanted);
    }
  }
}
