package io.resonance.connector.mtconnect.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.request.SessionThread;
import io.resonance.connector.mtconnect.client.watch.AgentMeter;
import io.resonance.connector.mtconnect.client.watch.BufferWatch;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.MtConnectStart;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A session with a transport answered by hand and a clock moved by hand. */
abstract class SessionFixture {
  static final String STREAM = "multipart/x-mixed-replace;boundary=b";
  static final String PROBE =
      "<MTConnectDevices><Header instanceId=\"5\"/><Devices/></MTConnectDevices>";

  final FakeAgentTransport transport = new FakeAgentTransport();
  final List<MtConnectBatch> batches = new ArrayList<>();
  final List<MtConnectProgress> progress = new ArrayList<>();
  final Counts counts = new Counts();
  long now;

  final AgentSession streaming() {
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

  final AgentSession session() {
    return session(DocumentLimits.standard());
  }

  final AgentSession session(DocumentLimits limits) {
    return new AgentSession(
        MtConnectAgent.of("agent", URI.create("http://127.0.0.1:5000")),
        MtConnectAgentSplit.unread("agent"),
        new ReadingOptions(
            MtConnectStart.BUFFER, Duration.ofMillis(200), Duration.ofSeconds(10), 2, limits),
        new SessionThread(transport, Runnable::run, () -> now),
        (batch, after) -> {
          batches.add(batch);
          progress.add(after);
        },
        counts);
  }

  final void after(AgentSession session, Duration time) {
    now += time.toNanos();
    session.tick();
  }

  final MtConnectGap lastGap() {
    List<MtConnectGap> gaps = batches.stream().flatMap(batch -> batch.gaps().stream()).toList();
    return gaps.get(gaps.size() - 1);
  }

  static String part(long from, long next, String lines) {
    String document = document(from, next, lines);
    return "--b\r\nContent-type: text/xml\r\nContent-length: %d\r\n\r\n%s\r\n"
        .formatted(document.length(), document);
  }

  static String document(long first, long next, String lines) {
    return ("<MTConnectStreams><Header instanceId=\"5\" firstSequence=\"1\" lastSequence=\"%d\""
            + " nextSequence=\"%d\"/><Streams><Events>%s</Events></Streams></MTConnectStreams>")
        .formatted(Math.max(first, next) + 10, next, lines);
  }

  static String line(long sequence) {
    return "<Line dataItemId=\"l\" sequence=\"%d\" timestamp=\"2020-01-01T00:00:00Z\">7</Line>"
        .formatted(sequence);
  }

  /** Counts what a test asks about. */
  static final class Counts implements AgentMeter {
    int reconnects;
    int modelChanges;
    Way way = Way.LOST;
    BufferWatch.State buffer = new BufferWatch.State(0, 0, Double.NaN);

    @Override
    public void chunk(int observations) {}

    @Override
    public void gap(long lost) {}

    @Override
    public void reconnect() {
      reconnects++;
    }

    @Override
    public void way(Way now) {
      way = now;
    }

    @Override
    public void buffer(BufferWatch.State state) {
      buffer = state;
    }

    @Override
    public void behind() {}

    @Override
    public void created(long nanos) {}

    @Override
    public void certificate(Instant end) {}

    @Override
    public void modelChanged() {
      modelChanges++;
    }
  }
}
