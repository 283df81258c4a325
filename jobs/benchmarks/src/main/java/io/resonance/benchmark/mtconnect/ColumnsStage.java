package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.stages.Stage;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.streams.StreamsParser;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import java.util.List;

/** A parser of the source fills its columns with each document, sorted; no batch is cut. */
final class ColumnsStage implements Stage {

  private final StreamsParser parser;
  private final MtConnectBatchBuilder columns = new MtConnectBatchBuilder("agent");
  private final List<StreamsDocument> documents;

  ColumnsStage(StreamsParser parser, List<StreamsDocument> documents) {
    this.parser = parser;
    this.documents = documents;
  }

  @Override
  public long pass() throws MtConnectDocumentException {
    long sink = 0;
    for (StreamsDocument document : documents) {
      parser.parse(document.bytes(), 0, document.bytes().length, columns);
      columns.sort();
      if (columns.size() != document.observations()) {
        throw new BenchmarkFailedException(
            "A document of %d observations became %d rows."
                .formatted(document.observations(), columns.size()));
      }
      sink += columns.sequence(columns.size() - 1) + columns.timestampNanos(0);
    }
    return sink;
  }
}
