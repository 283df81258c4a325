package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.stages.Stage;
import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.streams.StreamsParser;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import java.util.List;

/** A parser of the source makes a sorted batch of each document. */
final class ParserStage implements Stage {

  private final StreamsParser parser;
  private final MtConnectBatchBuilder columns = new MtConnectBatchBuilder("agent");
  private final List<StreamsDocument> documents;

  ParserStage(StreamsParser parser, List<StreamsDocument> documents) {
    this.parser = parser;
    this.documents = documents;
  }

  /** A stage that is given its documents one by one. */
  ParserStage(StreamsParser parser) {
    this(parser, List.of());
  }

  @Override
  public long pass() throws MtConnectDocumentException {
    long sink = 0;
    for (StreamsDocument document : documents) {
      MtConnectBatch batch = batch(document);
      if (batch.size() != document.observations()) {
        throw new BenchmarkFailedException(
            "A document of %d observations became a batch of %d."
                .formatted(document.observations(), batch.size()));
      }
      sink += batch.sequence(batch.size() - 1) + batch.timestampNanos(0);
    }
    return sink;
  }

  private MtConnectBatch batch(StreamsDocument document) throws MtConnectDocumentException {
    return batch(document.bytes(), 0, document.bytes().length);
  }

  /** The sorted batch of a document that lies in an array. */
  MtConnectBatch batch(byte[] bytes, int offset, int length) throws MtConnectDocumentException {
    AgentDocument.Streams streams =
        (AgentDocument.Streams) parser.parse(bytes, offset, length, columns);
    columns.sort();
    return columns.batch(
        streams.header().instanceId(),
        streams.header().nextSequence(),
        0,
        columns.size(),
        List.of(),
        columns.oddities());
  }
}
