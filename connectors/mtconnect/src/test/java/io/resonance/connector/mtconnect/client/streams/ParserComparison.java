package io.resonance.connector.mtconnect.client.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.xml.DoubtException;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectBatchSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Parses documents with the scanner and with Aalto and holds the results against each other:
 * header, rows in order, values, kinds, attributes, conditions and oddities, all as the bytes of a
 * batch.
 */
final class ParserComparison {
  private final DocumentLimits limits;
  private final StreamsParser reference;
  private final StreamsParser scanning;
  private int scanned;
  private int doubted;
  private int refused;

  ParserComparison() {
    this(DocumentLimits.standard());
  }

  ParserComparison(DocumentLimits limits) {
    this.limits = limits;
    this.reference = new AaltoStreamsParser(limits);
    this.scanning = new ScanningStreamsParser(limits);
  }

  /**
   * What a parser made of a document.
   *
   * @param document header or errors, empty if it was refused
   * @param batch all rows as bytes
   */
  // The bytes are compared with Arrays.equals.
  @SuppressWarnings("ArrayRecordComponent")
  record Outcome(Optional<AgentDocument> document, byte[] batch) {
    static final Outcome REFUSED = new Outcome(Optional.empty(), new byte[0]);

    boolean sameAs(Outcome other) {
      return document.equals(other.document) && Arrays.equals(batch, other.batch);
    }
  }

  /** Documents the scanner read without help. */
  int scanned() {
    return scanned;
  }

  /** Documents the scanner left to Aalto. */
  int doubted() {
    return doubted;
  }

  /** Documents that were refused. */
  int refused() {
    return refused;
  }

  /** Parses a document in every way there is, and requires that all agree. */
  void compare(byte[] bytes) throws IOException {
    Outcome expected = parse(new AaltoStreamsParser(limits), bytes);
    Optional<Outcome> alone = scan(bytes);
    if (alone.isPresent()) {
      scanned++;
      requireSame("scanner alone", alone.get(), expected, bytes);
    } else {
      doubted++;
    }
    if (expected.document().isEmpty()) {
      refused++;
    }
    requireSame("fresh", parse(new ScanningStreamsParser(limits), bytes), expected, bytes);
    // Parsers that know the DataItems of the documents before.
    requireSame("used", parse(scanning, bytes), parse(reference, bytes), bytes);
  }

  /** What the scanner makes of a document by itself; empty if it gives up. */
  Optional<Outcome> scan(byte[] bytes) throws IOException {
    MtConnectBatchBuilder columns = new MtConnectBatchBuilder("agent");
    StreamsScanner scanner = new StreamsScanner(limits, new ObservationRows(limits));
    try {
      return Optional.of(outcome(scanner.scan(bytes, 0, bytes.length, columns), columns));
    } catch (DoubtException | MtConnectDocumentException givenUp) {
      return Optional.empty();
    }
  }

  /** What a parser makes of a document; it lies inside a larger array, as in a buffer. */
  static Outcome parse(StreamsParser parser, byte[] bytes) throws IOException {
    byte[] buffer = new byte[bytes.length + 20];
    Arrays.fill(buffer, (byte) '<');
    System.arraycopy(bytes, 0, buffer, 7, bytes.length);
    MtConnectBatchBuilder columns = new MtConnectBatchBuilder("agent");
    try {
      return outcome(parser.parse(buffer, 7, bytes.length, columns), columns);
    } catch (MtConnectDocumentException refused) {
      return Outcome.REFUSED;
    }
  }

  private static Outcome outcome(AgentDocument document, MtConnectBatchBuilder columns)
      throws IOException {
    if (document instanceof AgentDocument.Errors) {
      return new Outcome(Optional.of(document), new byte[0]);
    }
    columns.sort();
    MtConnectBatch batch = columns.batch(1, 2, 0, columns.size(), List.of(), columns.oddities());
    DataOutputSerializer out = new DataOutputSerializer(1 << 12);
    MtConnectBatchSerializer.INSTANCE.serialize(batch, out);
    return new Outcome(Optional.of(document), out.getCopyOfBuffer());
  }

  private static void requireSame(String what, Outcome found, Outcome expected, byte[] bytes) {
    if (!found.sameAs(expected)) {
      assertThat(new String(found.batch(), StandardCharsets.ISO_8859_1))
          .as("%s: %s%n%s", what, found.document(), new String(bytes, StandardCharsets.ISO_8859_1))
          .isEqualTo(new String(expected.batch(), StandardCharsets.ISO_8859_1));
      assertThat(found.document()).isEqualTo(expected.document());
    }
  }
}
