package io.resonance.connector.mtconnect.client.json;

import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.streams.ScanningStreamsParser;
import io.resonance.connector.mtconnect.client.streams.StreamsParser;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;

/** Reads JSON documents through the parser of XML documents, and these as they are. */
public final class JsonStreamsParser implements StreamsParser {
  private final StreamsParser xml;
  private final JsonDocuments json;

  public JsonStreamsParser(StreamsParser xml, DocumentLimits limits) {
    this.xml = xml;
    this.json = new JsonDocuments(limits);
  }

  /** Reads both. */
  public static StreamsParser standard(DocumentLimits limits) {
    return new JsonStreamsParser(new ScanningStreamsParser(limits), limits);
  }

  @Override
  public AgentDocument parse(byte[] bytes, int offset, int length, MtConnectBatchBuilder columns)
      throws MtConnectDocumentException {
    if (!JsonDocuments.isJson(bytes, offset, length)) {
      return xml.parse(bytes, offset, length, columns);
    }
    byte[] written = json.toXml(bytes, offset, length);
    return xml.parse(written, 0, written.length, columns);
  }
}
