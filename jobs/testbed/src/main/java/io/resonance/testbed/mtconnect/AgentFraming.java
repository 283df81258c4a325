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
  /** No streaming at all: a sample request is answered with one document. */
  POLLING_ONLY
}
