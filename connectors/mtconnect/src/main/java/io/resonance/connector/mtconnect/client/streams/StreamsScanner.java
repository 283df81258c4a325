package io.resonance.connector.mtconnect.client.streams;

import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.text.KnownTexts;
import io.resonance.connector.mtconnect.client.xml.DoubtException;
import io.resonance.connector.mtconnect.client.xml.ScannedStartTag;
import io.resonance.connector.mtconnect.client.xml.XmlNames;
import io.resonance.connector.mtconnect.client.xml.XmlNamespaces;
import io.resonance.connector.mtconnect.client.xml.XmlScanner;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import java.util.Arrays;

/**
 * Reads a streams document straight from its bytes, without an XML parser, as long as it is written
 * the way agents write theirs. At the first doubt it gives up, and the document belongs to the
 * parser; so it need not know all of XML, but must accept nothing that the parser would read
 * otherwise.
 */
final class StreamsScanner {
  private final ObservationRows rows;
  private final XmlScanner xml;
  private final XmlNamespaces namespaces = new XmlNamespaces();
  private final ScannedStartTag tag;
  private final ObservationScanner observations;
  private final HeaderReader headers = new HeaderReader();
  private final XmlNames.Name[] open;
  private byte[] root = new byte[0];

  private int depth;
  private StreamsHeader header;

  StreamsScanner(DocumentLimits limits, ObservationRows rows) {
    this.rows = rows;
    this.xml = new XmlScanner(limits);
    KnownTexts known = new KnownTexts();
    this.tag = new ScannedStartTag(known);
    this.observations = new ObservationScanner(xml, namespaces, rows, limits, known);
    this.open = new XmlNames.Name[limits.depth()];
  }

  /**
   * Scans one whole document.
   *
   * @throws DoubtException if the parser has to read it; the columns are undefined then
   * @throws MtConnectDocumentException likewise, though it is rather to be refused
   */
  AgentDocument.Streams scan(byte[] bytes, int offset, int length, MtConnectBatchBuilder columns)
      throws DoubtException, MtConnectDocumentException {
    columns.clear();
    rows.beginDocument();
    xml.begin(bytes, offset, offset + length);
    root();
    header = null;
    while (depth > 0) {
      switch (xml.nextTag()) {
        case '/' -> xml.endTag(open[--depth]);
        case '!' -> xml.comment();
        default -> element(columns);
      }
    }
    xml.skipSpace();
    if (!xml.isAtEnd() || header == null) {
      throw new DoubtException();
    }
    return new AgentDocument.Streams(header);
  }

  private void root() throws DoubtException {
    xml.nextTag();
    int from = xml.position();
    boolean empty = xml.startTag(tag);
    if (empty || !tag.local().equals("MTConnectStreams")) {
      throw new DoubtException();
    }
    namespaces.declare(tag);
    if (!Arrays.equals(root, 0, root.length, xml.bytes(), from, xml.position())) {
      // A prefix may stand for another namespace now, or for none.
      observations.forgetLayouts();
      root = Arrays.copyOfRange(xml.bytes(), from, xml.position());
    }
    open[0] = tag.element();
    depth = 1;
  }

  private void element(MtConnectBatchBuilder columns)
      throws DoubtException, MtConnectDocumentException {
    boolean empty = xml.startTag(tag);
    namespaces.require(tag);
    if (depth == open.length) {
      throw new DoubtException();
    }
    MtConnectCategory section = null;
    switch (tag.local()) {
      case "Header" -> header(columns);
      case "DeviceStream" -> rows.beginDevice(tag);
      case "ComponentStream" -> rows.beginComponent(tag);
      case "Samples" -> section = MtConnectCategory.SAMPLE;
      case "Events" -> section = MtConnectCategory.EVENT;
      case "Condition", "Conditions" -> section = MtConnectCategory.CONDITION;
      default -> {
        // Elements of vendors between the levels hold no observations.
      }
    }
    if (empty) {
      return;
    }
    open[depth++] = tag.element();
    if (section != null) {
      if (header == null) {
        throw new DoubtException();
      }
      observations.read(section, depth, columns);
    }
  }

  private void header(MtConnectBatchBuilder columns)
      throws DoubtException, MtConnectDocumentException {
    if (header != null) {
      throw new DoubtException();
    }
    header = headers.read(tag, columns);
    rows.header(header);
  }
}
