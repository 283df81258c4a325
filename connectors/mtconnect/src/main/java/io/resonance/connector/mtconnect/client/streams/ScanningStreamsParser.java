package io.resonance.connector.mtconnect.client.streams;

import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.xml.DoubtException;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;

/**
 * Scans the bytes of documents that are written as agents write them, and leaves all others to
 * {@link AaltoStreamsParser}; what comes out is the same, only sooner. Not thread-safe; one parser
 * per agent.
 */
public final class ScanningStreamsParser implements StreamsParser {
  private static final int LONGEST_PAUSE = 64;

  private final DocumentLimits limits;
  private final StreamsScanner scanner;
  private final AaltoStreamsParser parser;
  private int doubts;
  private int pause;

  /**
   * @param limits refuse what is larger
   */
  public ScanningStreamsParser(DocumentLimits limits) {
    ObservationRows rows = new ObservationRows(limits);
    this.limits = limits;
    this.scanner = new StreamsScanner(limits, rows);
    this.parser = new AaltoStreamsParser(limits, rows);
  }

  @Override
  public AgentDocument parse(byte[] bytes, int offset, int length, MtConnectBatchBuilder columns)
      throws MtConnectDocumentException {
    if (pause > 0) {
      pause--;
    } else if (length <= limits.bytes()) {
      try {
        AgentDocument document = scanner.scan(bytes, offset, length, columns);
        doubts = 0;
        return document;
      } catch (DoubtException | MtConnectDocumentException e) {
        // The parser reads it from the start, or refuses it in its own words. An agent whose
        // documents are all like that is soon asked less and less often.
        doubts = Math.min(doubts + 1, 30);
        pause = Math.min((1 << (doubts / 2)) - 1, LONGEST_PAUSE);
      }
    }
    return parser.parse(bytes, offset, length, columns);
  }
}
