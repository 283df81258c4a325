package io.resonance.testbed.mtconnect;

/** How a simulated agent frames the documents of a stream; all of these are found in the field. */
public enum AgentFraming {
  /** {@code multipart/x-mixed-replace}, each part with its Content-length. */
  CONTENT_LENGTH,
  /** {@code multipart/mixed} with a quoted boundary and capitalised headers, as agent 2.x. */
  MIXED_QUOTED,
  /** Parts without a length: they end where the next boundary begins. */
  NO_LENGTH,
  /** Each part is sent in chunks of a few bytes, cut anywhere. */
  TINY_CHUNKS,
  /** What there is becomes several documents, and all of them one chunk. */
  PACKED_CHUNKS,
  /** No chunks: the body is whatever comes until the connection closes. */
  UNCHUNKED,
  /** After a few documents comes the closing boundary, and the client must ask again. */
  CLOSING_BOUNDARY,
  /** No streaming at all: a sample request is answered with one document. */
  POLLING_ONLY;

  private static final String BOUNDARY = "4f2c-agent-boundary";

  String contentType() {
    return this == MIXED_QUOTED
        ? "multipart/mixed; charset=utf-8; boundary=\"" + BOUNDARY + "\""
        : "multipart/x-mixed-replace;boundary=" + BOUNDARY;
  }

  boolean chunked() {
    return this != UNCHUNKED;
  }

  /** Bytes in a chunk at most. */
  int chunk() {
    return this == TINY_CHUNKS ? 37 : Integer.MAX_VALUE;
  }

  /** Documents made of what could be one. */
  int documents() {
    return this == PACKED_CHUNKS ? 3 : 1;
  }

  /** Documents before the closing boundary. */
  long lastDocument() {
    return this == CLOSING_BOUNDARY ? 5 : Long.MAX_VALUE;
  }

  /** What stands before a document of this length. */
  String before(String contentType, int length) {
    String said =
        switch (this) {
          case NO_LENGTH -> "";
          case MIXED_QUOTED -> "Content-Length: " + length + "\r\n";
          case CONTENT_LENGTH,
              TINY_CHUNKS,
              PACKED_CHUNKS,
              UNCHUNKED,
              CLOSING_BOUNDARY,
              POLLING_ONLY ->
              "Content-length: " + length + "\r\n";
        };
    return "--" + BOUNDARY + "\r\nContent-type: " + contentType + "\r\n" + said + "\r\n";
  }

  /** What ends a stream. */
  String closing() {
    return "--" + BOUNDARY + "--\r\n";
  }
}
