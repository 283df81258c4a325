package io.resonance.connector.mtconnect.client;

import java.util.List;

/** What an agent answers to current and sample requests. */
public sealed interface AgentDocument {

  /** An MTConnectStreams document; its observations are in the columns given to the parser. */
  record Streams(StreamsHeader header) implements AgentDocument {}

  /** An MTConnectError document. */
  record Errors(List<AgentError> errors) implements AgentDocument {
    /** True if the agent says that the sequence asked for is not in its buffer. */
    public boolean outOfRange() {
      return errors.stream().anyMatch(error -> error.code().equals("OUT_OF_RANGE"));
    }
  }

  /**
   * One error.
   *
   * @param code errorCode, as in {@code OUT_OF_RANGE}
   * @param text what the agent says
   */
  record AgentError(String code, String text) {}
}
