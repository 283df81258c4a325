package io.resonance.testbed.mtconnect;

import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.buffer.ObservationBuffer;
import io.resonance.testbed.mtconnect.buffer.ObservationBuffer.Window;
import io.resonance.testbed.mtconnect.document.AgentDocuments;
import io.resonance.testbed.mtconnect.document.AgentErrorDocument;
import io.resonance.testbed.mtconnect.network.AgentAnswer;
import io.resonance.testbed.mtconnect.network.AgentHttpServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/** A streamed answer: a document whenever there is something new, or the heartbeat is due. */
final class AgentStream implements AgentAnswer {
  private final Agent agent;
  private final AgentRendering rendering;
  private final Request request;
  private final Optional<AgentRendering.Gzip> gzip;
  private final long instance;
  private long next;
  private long sentNanos;
  private long documents;
  private State state = State.HEAD;

  private enum State {
    HEAD,
    FIRST_DOCUMENT,
    STREAMING,
    LAST_DOCUMENT_SENT
  }

  /** What streams: its buffer, how it writes and frames, and what it does wrong. */
  record Agent(
      ObservationBuffer buffer,
      AgentDocuments documents,
      AgentFraming framing,
      AgentFaults faults) {}

  /**
   * What a client asks for; times in nanoseconds.
   *
   * @param from sequence number, 0 for the oldest
   * @param count most observations in a document
   * @param wanted the observations of the device and path asked for
   * @param interval least time between documents once all is sent
   * @param heartbeat longest silence
   */
  record Request(
      long from, int count, Predicate<AgentObservation> wanted, long interval, long heartbeat) {}

  AgentStream(Agent agent, AgentRendering rendering, Request request) {
    this.agent = agent;
    this.rendering = rendering;
    this.request = request;
    this.next = request.from();
    this.instance = agent.buffer().instanceId();
    this.gzip =
        rendering.compression() == AgentCompression.STREAMS
            ? Optional.of(new AgentRendering.Gzip())
            : Optional.empty();
  }

  @Override
  public Turn next(long nowNanos) {
    return switch (state) {
      case HEAD -> {
        state = State.FIRST_DOCUMENT;
        yield new Turn.Send(head());
      }
      case FIRST_DOCUMENT -> document(nowNanos, true);
      case STREAMING -> document(nowNanos, nowNanos - sentNanos >= request.heartbeat());
      case LAST_DOCUMENT_SENT -> new Turn.Close();
    };
  }

  private byte[] head() {
    return AgentHttpServer.head(
        200,
        agent.framing().contentType(),
        (agent.framing().chunked() ? "Transfer-Encoding: chunked\r\n" : "")
            + (gzip.isPresent() ? "Content-Encoding: gzip\r\n" : "")
            + "Connection: close\r\n");
  }

  private Turn document(long nowNanos, boolean evenEmpty) {
    AgentFaults.Streams fault = agent.faults().streams();
    if (fault == AgentFaults.Streams.MUTE) {
      return new Turn.Pause(nowNanos + 10_000_000L);
    }
    boolean silent = fault == AgentFaults.Streams.HEARTBEATS_ONLY;
    int count = silent ? 0 : Math.max(1, request.count() / agent.framing().documents());
    Window window = agent.buffer().window(next, count, request.wanted());
    if (window.instanceId() != instance) {
      return new Turn.Close();
    }
    if (next != 0 && next < window.firstSequence()) {
      // The client fell too far behind: as the reference agent, say so and hang up.
      AgentErrorDocument error =
          new AgentErrorDocument(
              "OUT_OF_RANGE", "Client fell too far behind", "/sample", Optional.empty());
      state = State.LAST_DOCUMENT_SENT;
      return sent(framed(agent.documents().error(instance, error)));
    }
    boolean caughtUp = state == State.STREAMING && next > window.lastSequence();
    if (!evenEmpty && (caughtUp || silent)) {
      return new Turn.AwaitObservation(sentNanos + request.heartbeat());
    }
    boolean rest = window.nextSequence() > window.lastSequence();
    if (!evenEmpty && rest && nowNanos - sentNanos < request.interval()) {
      return new Turn.Pause(sentNanos + request.interval());
    }
    if (!evenEmpty && window.observations().isEmpty()) {
      // Only observations of other devices came.
      next = window.nextSequence();
      return new Turn.AwaitObservation(sentNanos + request.heartbeat());
    }
    state = State.STREAMING;
    sentNanos = nowNanos;
    return sent(documents(window, count));
  }

  private byte[] documents(Window first, int count) {
    byte[] parts = framed(agent.documents().streams(first));
    next = first.nextSequence();
    for (int i = 1; i < agent.framing().documents() && next <= first.lastSequence(); i++) {
      Window more = agent.buffer().window(next, count, request.wanted());
      if (more.instanceId() == instance && next >= more.firstSequence()) {
        parts = joined(parts, framed(agent.documents().streams(more)));
        next = more.nextSequence();
      }
    }
    return parts;
  }

  private byte[] framed(byte[] xml) {
    byte[] document = rendering.format().written(xml);
    byte[] before =
        latin(agent.framing().before(rendering.format().contentType(), document.length));
    byte[] part = joined(joined(before, document), latin("\r\n"));
    if (++documents >= agent.framing().lastDocument()) {
      return joined(part, latin(agent.framing().closing()));
    }
    return part;
  }

  private Turn sent(byte[] parts) {
    boolean last = documents >= agent.framing().lastDocument();
    if (last) {
      state = State.LAST_DOCUMENT_SENT;
    }
    byte[] plain = parts;
    byte[] bytes = gzip.map(each -> each.flushed(plain)).orElse(plain);
    if (!agent.framing().chunked()) {
      return new Turn.Send(bytes);
    }
    ByteArrayOutputStream chunks = new ByteArrayOutputStream(bytes.length + 16);
    for (int at = 0; at < bytes.length; ) {
      int size = Math.min(agent.framing().chunk(), bytes.length - at);
      chunks.writeBytes(latin(Integer.toHexString(size) + "\r\n"));
      chunks.write(bytes, at, size);
      chunks.writeBytes(latin("\r\n"));
      at += size;
    }
    if (last) {
      chunks.writeBytes(latin("0\r\n\r\n"));
    }
    return new Turn.Send(chunks.toByteArray());
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
