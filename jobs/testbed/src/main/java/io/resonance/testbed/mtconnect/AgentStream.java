package io.resonance.testbed.mtconnect;

import io.resonance.testbed.mtconnect.ObservationBuffer.Window;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A streamed answer: a document whenever there is something new, or the heartbeat is due. */
final class AgentStream implements AgentAnswer {
  private static final int TINY = 37;
  private static final String BOUNDARY = "4f2c-agent-boundary";

  private final ObservationBuffer buffer;
  private final AgentDocuments documents;
  private final AgentFraming framing;
  private final Request request;
  private final long instance;
  private long next;
  private long sentNanos;
  private State state = State.HEAD;

  private enum State {
    HEAD,
    FIRST_DOCUMENT,
    STREAMING,
    LAST_DOCUMENT_SENT
  }

  /**
   * What a client asks for; times in nanoseconds.
   *
   * @param from sequence number, 0 for the oldest
   * @param count most observations in a document
   * @param interval least time between documents once all is sent
   * @param heartbeat longest silence
   */
  record Request(long from, int count, long interval, long heartbeat) {}

  AgentStream(
      ObservationBuffer buffer, AgentDocuments documents, AgentFraming framing, Request request) {
    this.buffer = buffer;
    this.documents = documents;
    this.framing = framing;
    this.request = request;
    this.next = request.from();
    this.instance = buffer.instanceId();
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
    String type =
        framing == AgentFraming.MIXED_QUOTED
            ? "multipart/mixed; charset=utf-8; boundary=\"" + BOUNDARY + "\""
            : "multipart/x-mixed-replace;boundary=" + BOUNDARY;
    return AgentHttpServer.head(200, type, "Transfer-Encoding: chunked\r\nConnection: close\r\n");
  }

  private Turn document(long nowNanos, boolean evenEmpty) {
    Window window = buffer.window(next, request.count(), each -> true);
    if (window.instanceId() != instance) {
      return new Turn.Close();
    }
    if (next != 0 && next < window.firstSequence()) {
      // The client fell too far behind: as the reference agent, say so and hang up.
      state = State.LAST_DOCUMENT_SENT;
      return part(documents.error(instance, "OUT_OF_RANGE", "Client fell too far behind"));
    }
    boolean caughtUp = state == State.STREAMING && next > window.lastSequence();
    if (!evenEmpty && caughtUp) {
      return new Turn.AwaitObservation(sentNanos + request.heartbeat());
    }
    boolean rest = window.nextSequence() > window.lastSequence();
    if (!evenEmpty && rest && nowNanos - sentNanos < request.interval()) {
      return new Turn.Pause(sentNanos + request.interval());
    }
    state = State.STREAMING;
    sentNanos = nowNanos;
    next = window.nextSequence();
    return part(documents.streams(window));
  }

  private Turn part(byte[] document) {
    ByteArrayOutputStream part = new ByteArrayOutputStream(document.length + 200);
    String length =
        switch (framing) {
          case NO_LENGTH -> "";
          case MIXED_QUOTED -> "Content-Length: " + document.length + "\r\n";
          case CONTENT_LENGTH, TINY_CHUNKS, POLLING_ONLY ->
              "Content-length: " + document.length + "\r\n";
        };
    part.writeBytes(latin("--" + BOUNDARY + "\r\nContent-type: text/xml\r\n" + length + "\r\n"));
    part.writeBytes(document);
    part.writeBytes(latin("\r\n"));
    byte[] bytes = part.toByteArray();
    ByteArrayOutputStream chunks = new ByteArrayOutputStream(bytes.length + 16);
    int step = framing == AgentFraming.TINY_CHUNKS ? TINY : bytes.length;
    for (int at = 0; at < bytes.length; at += step) {
      int size = Math.min(step, bytes.length - at);
      chunks.writeBytes(latin(Integer.toHexString(size) + "\r\n"));
      chunks.write(bytes, at, size);
      chunks.writeBytes(latin("\r\n"));
    }
    return new Turn.Send(chunks.toByteArray());
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
