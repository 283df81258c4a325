package io.resonance.connector.mtconnect.client.streams;

import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;

/** Reads a streams or error document into columns; the seam behind which parsers differ. */
public interface StreamsParser {

  /**
   * Parses one whole document.
   *
   * @param bytes holds the document
   * @param offset where it begins
   * @param length how many bytes it has
   * @param columns get a row per observation, in document order, and the oddities tolerated; what
   *     they hold after an exception is undefined
   * @throws MtConnectDocumentException if it is no well-formed MTConnect document or too large
   */
  AgentDocument parse(byte[] bytes, int offset, int length, MtConnectBatchBuilder columns)
      throws MtConnectDocumentException;
}
