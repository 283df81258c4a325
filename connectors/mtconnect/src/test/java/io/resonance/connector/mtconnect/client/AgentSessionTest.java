package io.resonance.connector.mtconnect.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.MtConnectStart;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentSessionTest {
  private static final String STREAM = "multipart/x-mixed-replace;boundary=b";
  private static final String PROBE =
      "<MTConnectDevices><Header instanceId=\"5\"/><Devices/></MTConnectDevices>";

  private final FakeAgentTransport transport = new FakeAgentTransport();
  private final List<MtConnectBatch> batches = new ArrayList<>();
  private final List<MtConnectProgress> progress = new ArrayList<>();
  private final Counts counts = new Counts();
  private long now;

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

  private AgentSession streaming() {
    AgentSession session = session();
    session.tick();
    transport.last().answer(PROBE);
    session.tick();
    transport.last().answer(document(1, 2, line(1)));
    session.tick();
    assertThat(transport.last().target.toString()).contains("from=1&");
    transport.last().head(STREAM);
    transport.last().bytes(part(1, 3, line(1) + line(2)));
    assertThat(batches.get(batches.size() - 1).size()).isEqualTo(2);
    return session;
  }

  private AgentSession session() {
    return new AgentSession(
        MtConnectAgent.of("agent", URI.create("http://127.0.0.1:5000")),
        MtConnectAgentSplit.unread("agent"),
        new ReadingOptions(
            MtConnectStart.BUFFER,
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            2,
            DocumentLimits.standard()),
        new SessionThread(transport, Runnable::run, () -> now),
        (batch, after) -> {
          batches.add(batch);
          progress.add(after);
        },
        counts);
  }

  private void after(AgentSession session, Duration time) {
    now += time.toNanos();
    session.tick();
  }

  private MtConnectGap lastGap() {
    List<MtConnectGap> gaps = batches.stream().flatMap(batch -> batch.gaps().stream()).toList();
    return gaps.get(gaps.size() - 1);
  }

  private static String part(long from, long next, String lines) {
    String document = document(from, next, lines);
    return "--b\r\nContent-type: text/xml\r\nContent-length: %d\r\n\r\n%s\r\n"
        .formatted(document.length(), document);
  }

  private static String document(long first, long next, String lines) {
    return ("<MTConnectStreams><Header instanceId=\"5\" firstSequence=\"1\" lastSequence=\"%d\""
            + " nextSequence=\"%d\"/><Streams><Events>%s</Events></Streams></MTConnectStreams>")
        .formatted(Math.max(first, next) + 10, next, lines);
  }

  private static String line(long sequence) {
    return "<Line dataItemId=\"l\" sequence=\"%d\" timestamp=\"2020-01-01T00:00:00Z\">7</Line>"
        .formatted(sequence);
  }

  private static final class Counts implements AgentMeter {
    private int reconnects;

    @Override
    public void chunk(int observations) {}

    @Override
    public void gap(long lost) {}

    @Override
    public void reconnect() {
      reconnects++;
    }

    @Override
    public void lag(long sequences) {}
  }
}
