package io.resonance.testbed.mtconnect.network;

/**
 * The bytes of one HTTP answer, given piece by piece on the thread of the network; must not block.
 */
@FunctionalInterface
public interface AgentAnswer {

  /** What is to be done now; asked again after the bytes were sent or the pause is over. */
  Turn next(long nowNanos);

  /** One step of an answer. */
  sealed interface Turn {
    /** Send these. */
    @SuppressWarnings("ArrayRecordComponent") // carried from the answer to the socket only
    record Send(byte[] bytes) implements Turn {}

    /** Ask again at this time, or as soon as the agent has observed something. */
    record AwaitObservation(long untilNanos) implements Turn {}

    /** Ask again at this time. */
    record Pause(long untilNanos) implements Turn {}

    /** The answer is complete, and the connection can take the next request. */
    record Done() implements Turn {}

    /** Nothing more comes; the connection is closed. */
    record Close() implements Turn {}
  }

  /** An answer of which all is known; the connection then takes the next request. */
  static AgentAnswer whole(byte[] bytes) {
    return ending(bytes, new Turn.Done());
  }

  /** An answer of which all is known, before the connection is closed. */
  static AgentAnswer last(byte[] bytes) {
    return ending(bytes, new Turn.Close());
  }

  private static AgentAnswer ending(byte[] bytes, Turn end) {
    return new AgentAnswer() {
      private boolean sent;

      @Override
      public Turn next(long nowNanos) {
        if (sent) {
          return end;
        }
        sent = true;
        return new Turn.Send(bytes);
      }
    };
  }
}
