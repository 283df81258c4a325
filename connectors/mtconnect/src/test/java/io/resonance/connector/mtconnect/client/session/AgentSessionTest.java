package io.resonance.connector.mtconnect.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentSessionTest extends SessionFixture {

  @Test
  void givesUpAConnectionThatSendsNoByteForTheLengthOfTheWatchdog() {
    AgentSession session = streaming();
    after(session, Duration.ofSeconds(14));
    transport.last().bytes(part(3, 3, ""));
    after(session, Duration.ofSeconds(14));
    assertThat(transport.last().cancelled).isFalse();
    FakeAgentTransport.Sent silent = transport.last();
    after(session, Duration.ofSeconds(1));
    assertThat(silent.cancelled).isTrue();
    assertThat(lastGap().phase()).isEqualTo(MtConnectGap.Phase.OPEN);
    assertThat(lastGap().sequenceFrom()).hasValue(3);
    after(session, Duration.ofMillis(200));
    assertThat(transport.last().target.toString()).contains("/sample?from=3&interval=100");
    transport.last().head(STREAM);
    transport.last().bytes(part(3, 4, line(3)));
    assertThat(lastGap().phase()).isEqualTo(MtConnectGap.Phase.HEALED);
    assertThat(progress.get(progress.size() - 1).openGap()).isEmpty();
    assertThat(progress.get(progress.size() - 1).position()).isEqualTo(MtConnectPosition.at(5, 4));
  }

  @Test
  void doesNotTakeItsOwnPauseForSilence() {
    AgentSession session = streaming();
    session.pause();
    int wanted = transport.last().wanted;
    transport.last().bytes(part(3, 4, line(3)));
    assertThat(transport.last().wanted).isEqualTo(wanted);
    after(session, Duration.ofMinutes(5));
    assertThat(transport.last().cancelled).isFalse();
    session.resume();
    assertThat(transport.last().wanted).isEqualTo(wanted + 1);
  }

  @Test
  void holdsDocumentsInJsonToTheLimitsThatAreConfigured() {
    DocumentLimits least = new DocumentLimits(1 << 20, 8, 8, 20, 10, 10);
    AgentSession session = session(least);
    session.tick();
    transport
        .last()
        .answer(
            "{\"MTConnectDevices\":{\"Header\":{\"sender\":\"%s\"},\"Devices\":[]}}"
                .formatted("x".repeat(21)));
    assertThat(counts.reconnects).isEqualTo(1);
    after(session, Duration.ofMillis(200));
    transport
        .last()
        .answer("{\"MTConnectDevices\":{\"Header\":{\"sender\":\"x\"},\"Devices\":[]}}");
    assertThat(counts.reconnects).isEqualTo(1);
  }

  @Test
  void waitsLongerAfterEachFailureAndOpensOneGapOnly() {
    AgentSession session = session();
    List<Long> attempts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int before = transport.sent.size();
      long from = now;
      while (transport.sent.size() == before) {
        after(session, Duration.ofMillis(100));
      }
      attempts.add((now - from) / 1_000_000);
      transport.last().fail("no connection");
    }
    assertThat(attempts).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10000L);
    assertThat(batches.stream().flatMap(batch -> batch.gaps().stream())).hasSize(1);
    assertThat(counts.reconnects).isEqualTo(8);
  }

  @Test
  void cutsALargeDocumentIntoBatchesWithAPositionEach() {
    streaming();
    batches.clear();
    progress.clear();
    transport.last().bytes(part(3, 6, line(5) + line(3) + line(4)));
    assertThat(batches).extracting(MtConnectBatch::size).containsExactly(2, 1);
    assertThat(progress)
        .extracting(MtConnectProgress::position)
        .containsExactly(MtConnectPosition.at(5, 5), MtConnectPosition.at(5, 6));
    assertThat(batches.get(0).sequence(0)).isEqualTo(3);
  }

  @Test
  void asksForLessWhenTheAgentRefusesTheCount() {
    AgentSession session = streaming();
    transport.last().fail("cut");
    after(session, Duration.ofMillis(200));
    for (int i = 0; i < 2; i++) {
      transport
          .last()
          .answer(
              "<MTConnectError><Errors><Error errorCode=\"OUT_OF_RANGE\">'count' must be less</Error>"
                  + "</Errors></MTConnectError>");
      after(session, Duration.ofMillis(400));
      assertThat(transport.last().target.toString()).endsWith("/sample?count=1");
      transport.last().answer(document(1, 2, line(1)));
      after(session, Duration.ofMillis(1));
    }
    assertThat(transport.last().target.toString()).contains("from=3&", "count=2500");
  }
}
