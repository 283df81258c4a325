package io.resonance.connector.mtconnect.client.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.streams.AaltoStreamsParser;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentClockCheckTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final AgentClockCheck check = new AgentClockCheck();
  private final AaltoStreamsParser parser = new AaltoStreamsParser(DocumentLimits.standard());
  private long sequence;

  @Test
  void anObservationLaterThanItsDocumentIsAhead() throws Exception {
    assertThat(look(NOON, 0, NOON.plusSeconds(59))).isEmpty();
    assertThat(look(NOON, 0, NOON, NOON.plus(Duration.ofHours(2))))
        .containsExactly(
            new MtConnectOddity(MtConnectOddity.Kind.TIME_AHEAD, "l", "2026-06-01T14:00:00Z"));
  }

  @Test
  void anOldObservationIsBehindOnlyWhereItCameJustNow() throws Exception {
    Instant old = NOON.minus(Duration.ofDays(90));
    assertThat(look(NOON, 10, old)).as("read out of a buffer").isEmpty();
    assertThat(look(NOON, 0, old)).as("the last of the buffer").isEmpty();
    Instant later = NOON.plusSeconds(10);
    assertThat(look(later, 0, NOON.minusSeconds(500))).isEmpty();
    assertThat(look(later, 0, old))
        .containsExactly(
            new MtConnectOddity(MtConnectOddity.Kind.TIME_BEHIND, "l", "2026-03-03T12:00:00Z"));
  }

  private List<MtConnectOddity> look(Instant creation, int behind, Instant... times)
      throws Exception {
    MtConnectBatchBuilder columns = new MtConnectBatchBuilder("a");
    MtConnectDataItem item =
        new MtConnectDataItem("l", MtConnectCategory.EVENT, "Line", "", "", "", "", "", "", "");
    for (Instant time : times) {
      long nanos = time.getEpochSecond() * 1_000_000_000L;
      columns.add(item, ++sequence, nanos, MtConnectValueKind.LONG, 1, null);
    }
    columns.sort();
    check.look(header(creation, behind), columns, 0, times.length);
    return columns.oddities();
  }

  private StreamsHeader header(Instant creation, int behind) throws Exception {
    byte[] document =
        "<MTConnectStreams><Header creationTime=\"%s\" instanceId=\"1\" firstSequence=\"1\" lastSequence=\"%d\" nextSequence=\"%d\"/></MTConnectStreams>"
            .formatted(creation, sequence + behind, sequence + 1)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    AgentDocument parsed =
        parser.parse(document, 0, document.length, new MtConnectBatchBuilder("h"));
    return ((AgentDocument.Streams) parsed).header();
  }
}
