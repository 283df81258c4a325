package io.resonance.testbed.mtconnect;

/** What an agent compresses for clients that accept gzip. */
public enum AgentCompression {
  /** Nothing. */
  NONE,
  /** Answers of one document. */
  DOCUMENTS,
  /** Streams as well, as a proxy before an agent does. */
  STREAMS
}
