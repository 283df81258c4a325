package io.resonance.benchmark.mtconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.streams.AaltoStreamsParser;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamsDocumentsTest {

  private final AaltoStreamsParser parser = new AaltoStreamsParser(DocumentLimits.standard());
  private final MtConnectBatchBuilder columns = new MtConnectBatchBuilder("agent");

  @Test
  void numbersEveryObservationOnceWhereverItBegins() throws Exception {
    StreamsDocument document = StreamsDocuments.several(1).get(0);
    for (long first : List.of(StreamsDocument.FIRST, 9_999_980_000L)) {
      document.beginAt(first);
      byte[] bytes = document.bytes();
      AgentDocument.Streams streams =
          (AgentDocument.Streams) parser.parse(bytes, 0, bytes.length, columns);
      columns.sort();
      assertThat(columns.size()).isEqualTo(10_000);
      for (int row = 0; row < columns.size(); row++) {
        assertThat(columns.sequence(row)).isEqualTo(first + row);
      }
      assertThat(streams.header().firstSequence()).isEqualTo(first);
      assertThat(streams.header().lastSequence()).isEqualTo(first + 9_999);
      assertThat(streams.header().nextSequence()).isEqualTo(first + 10_000);
    }
  }

  @Test
  void isLikeTheDocumentsOfAgents() throws Exception {
    byte[] bytes = StreamsDocuments.several(1).get(0).bytes();
    parser.parse(bytes, 0, bytes.length, columns);
    columns.sort();
    MtConnectBatch batch = columns.batch(1, 1, 0, columns.size(), List.of(), columns.oddities());
    assertThat(bytes.length / batch.size()).isBetween(140, 165);
    assertThat(batch.dataItems()).hasSize(550);
    assertThat(batch.conditions()).hasSizeBetween(200, 400);
    assertThat(batch.oddities()).isEmpty();
  }

  @Test
  void refusesNumbersOfAnotherLength() {
    StreamsDocument document = StreamsDocuments.several(1).get(0);
    assertThatThrownBy(() -> document.beginAt(9_999_999_999L))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
