package io.resonance.connector.mtconnect.client.document;

import java.util.List;

/** What an agent answers to current and sample requests. */
public sealed interface AgentDocument {

  /** An MTConnectStreams document; its observations are in the columns given to the parser. */
  record Streams(StreamsHeader header) implements AgentDocument {}

  /** An MTConnectError document. */
  record Errors(List<AgentError> errors) implements AgentDocument {
    /**
     * True if the agent says that the sequence asked for is not in its buffer, or the count is more
     * than that holds; QUERY_ERROR is what the first agents said (1.0 to 1.2).
     */
    public boolean outOfRange() {
      return has("OUT_OF_RANGE") || has("QUERY_ERROR");
    }

    /** True if the agent does not know the request or one of its parameters. */
    public boolean unsupported() {
      return has("UNSUPPORTED") || has("INVALID_REQUEST");
    }

    private boolean has(String code) {
      return errors.stream().anyMatch(error -> error.code().equals(code));
    }
  }

  /**
   * One error.
   *
   * @param code errorCode, as in {@code OUT_OF_RANGE}
   * @param text what the agent says
   */
  record AgentError(String code, String text) {
    @Override
    public String toString() {
      return code + ": " + text;
    }
  }
}
