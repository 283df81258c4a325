package io.resonance.connector.opcua.source;

/**
 * A node that is no longer what it was: its values may now be those of another signal.
 *
 * @param nodeId the node as configured or found
 * @param kind what changed
 * @param before as it was when the subscription before was made
 * @param after as it is now; empty if the server no longer says
 * @param at when it was noticed, by the server's clock, in nanoseconds since the Unix epoch
 */
public record OpcUaDrift(String nodeId, Kind kind, String before, String after, long at) {

  /** What changed. The codes are part of the format of a batch. */
  public enum Kind {
    /** Where the node is in the address space; the server may have renumbered its nodes. */
    BROWSE_PATH(1, "browse path"),
    /** The DataType of its values. */
    DATA_TYPE(2, "data type"),
    /** Its engineering unit. */
    UNIT(3, "unit");

    private final int code;
    private final String words;

    Kind(int code, String words) {
      this.code = code;
      this.words = words;
    }

    int code() {
      return code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("No drift has the code " + code);
    }
  }

  /** What changed, in words. */
  public String what() {
    return kind.words;
  }

  /** One sentence for the log. */
  public String text() {
    return "The %s of node %s was %s and is now %s; its values may be those of another signal."
        .formatted(
            kind.words,
            nodeId,
            before.isEmpty() ? "none" : before,
            after.isEmpty() ? "none" : after);
  }
}
