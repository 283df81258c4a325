package io.resonance.connector.mtconnect.client.browse;

import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.json.JsonStreamsParser;
import io.resonance.connector.mtconnect.client.streams.StreamsParser;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectBrowser;
import java.util.List;

/** Reads single documents for people, with the parsers of the source; one thread. */
public final class BrowsedDocuments {
  private static final DocumentLimits LIMITS = DocumentLimits.standard();

  private final StreamsParser parser = JsonStreamsParser.standard(LIMITS);
  private final MtConnectBatchBuilder columns;

  /** A document and its observations; these are none where it is an error. */
  public record Read(AgentDocument document, MtConnectBatch batch) {}

  /** Reads documents of an agent that needs no name. */
  public BrowsedDocuments() {
    this("agent");
  }

  /**
   * @param agentId id of the agent in the batches
   */
  public BrowsedDocuments(String agentId) {
    this.columns = new MtConnectBatchBuilder(agentId);
  }

  /** Reads a streams or error document. */
  public Read read(byte[] bytes, int offset, int length) throws MtConnectDocumentException {
    AgentDocument document = parser.parse(bytes, offset, length, columns);
    if (!(document instanceof AgentDocument.Streams streams)) {
      columns.clear();
      columns.sort();
      return new Read(document, columns.batch(0, 0, 0, 0, List.of(), List.of()));
    }
    columns.sort();
    StreamsHeader header = streams.header();
    return new Read(
        document,
        columns.batch(
            header.instanceId(),
            header.nextSequence(),
            0,
            columns.size(),
            List.of(),
            columns.oddities()));
  }

  /** The observations of a streams document; refused if it is an error document. */
  public MtConnectBatch batch(byte[] xml) throws MtConnectDocumentException {
    Read read = read(xml, 0, xml.length);
    if (read.document() instanceof AgentDocument.Errors errors) {
      throw refused(errors);
    }
    return read.batch();
  }

  /** Header of a streams document. */
  public StreamsHeader header(byte[] xml) throws MtConnectDocumentException {
    return header(read(xml, 0, xml.length).document());
  }

  /** Header of a streams document; refused if it is an error document. */
  public static StreamsHeader header(AgentDocument document) throws MtConnectDocumentException {
    if (document instanceof AgentDocument.Streams streams) {
      return streams.header();
    }
    throw refused((AgentDocument.Errors) document);
  }

  private static MtConnectDocumentException refused(AgentDocument.Errors errors) {
    return new MtConnectDocumentException("it answers " + errors.errors());
  }

  /** True if a request was refused for what it asked, as for too large a count. */
  public boolean isRefused(byte[] xml) throws MtConnectDocumentException {
    return read(xml, 0, xml.length).document() instanceof AgentDocument.Errors errors
        && errors.outOfRange();
  }

  /** What a devices document describes. */
  public static MtConnectBrowser.Model model(byte[] xml) throws MtConnectDocumentException {
    DevicesParser.Devices devices = new DevicesParser(LIMITS).parse(xml);
    return new MtConnectBrowser.Model(
        devices.version(),
        devices.instanceId(),
        devices.bufferSize(),
        devices.devices(),
        devices.dataItems());
  }
}
