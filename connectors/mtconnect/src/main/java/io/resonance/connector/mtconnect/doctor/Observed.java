package io.resonance.connector.mtconnect.doctor;

import io.resonance.connector.mtconnect.client.browse.BrowsedDocuments;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the sample documents of one examination held, in the order they were read. */
final class Observed {
  private final BrowsedDocuments documents;
  private final Map<MtConnectOddity.Kind, Integer> oddities =
      new EnumMap<>(MtConnectOddity.Kind.class);
  private final Map<MtConnectOddity.Kind, MtConnectOddity> examples =
      new EnumMap<>(MtConnectOddity.Kind.class);
  private Optional<StreamsHeader> last = Optional.empty();
  private long observations;
  private long missing;
  private int restarts;
  private long overrun;

  Observed(BrowsedDocuments documents) {
    this.documents = documents;
  }

  /** A current document: its oddities count, its sequence numbers do not continue anything. */
  MtConnectBatch state(byte[] xml) throws MtConnectDocumentException {
    BrowsedDocuments.Read read = documents.read(xml, 0, xml.length);
    BrowsedDocuments.header(read.document());
    note(read.batch());
    return read.batch();
  }

  /** The next sample document; what follows the one before must follow its nextSequence. */
  StreamsHeader sample(byte[] bytes, int offset, int length) throws MtConnectDocumentException {
    BrowsedDocuments.Read read = documents.read(bytes, offset, length);
    StreamsHeader header = BrowsedDocuments.header(read.document());
    MtConnectBatch batch = read.batch();
    note(batch);
    observations += batch.size();
    if (last.isPresent() && last.get().instanceId() != header.instanceId()) {
      restarts++;
    } else if (last.isPresent()) {
      long expected = last.get().nextSequence();
      boolean gone = Long.compareUnsigned(header.firstSequence(), expected) > 0;
      overrun += gone ? header.firstSequence() - expected : 0;
    }
    if (batch.size() > 0) {
      long span = batch.sequence(batch.size() - 1) - batch.sequence(0) + 1;
      missing += Math.max(0, span - batch.size());
    }
    last = Optional.of(header);
    return header;
  }

  private void note(MtConnectBatch batch) {
    for (MtConnectOddity oddity : batch.oddities()) {
      oddities.merge(oddity.kind(), 1, Integer::sum);
      examples.putIfAbsent(oddity.kind(), oddity);
    }
  }

  long observations() {
    return observations;
  }

  /** Sequence numbers that no document had although they lie inside one. */
  long missing() {
    return missing;
  }

  /** Sequence numbers that had left the buffer before they could be read. */
  long overrun() {
    return overrun;
  }

  int restarts() {
    return restarts;
  }

  Map<MtConnectOddity.Kind, Integer> oddities() {
    return oddities;
  }

  MtConnectOddity example(MtConnectOddity.Kind kind) {
    return examples.get(kind);
  }
}
