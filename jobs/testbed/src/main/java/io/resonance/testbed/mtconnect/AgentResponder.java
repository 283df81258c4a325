package io.resonance.testbed.mtconnect;

import io.resonance.testbed.mtconnect.AgentHttpServer.Request;
import io.resonance.testbed.mtconnect.ObservationBuffer.Window;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Answers probe, current and sample requests from the buffer, once or as a stream. */
final class AgentResponder {
  private static final int DEFAULT_COUNT = 100;
  private static final int TINY = 37;
  private static final String BOUNDARY = "4f2c-agent-boundary";

  private final ObservationBuffer buffer;
  private final AgentDocuments documents;
  private final LongFunction<byte[]> probe;
  private final AgentFraming framing;
  private final int errorStatus;

  AgentResponder(
      ObservationBuffer buffer,
      AgentDocuments documents,
      LongFunction<byte[]> probe,
      AgentFraming framing,
      int errorStatus) {
    this.buffer = buffer;
    this.documents = documents;
    this.probe = probe;
    this.framing = framing;
    this.errorStatus = errorStatus;
  }

  boolean write(Request request, OutputStream out) throws IOException, InterruptedException {
    String path = request.path();
    if (path.endsWith("/current")) {
      return document(out, 200, documents.streams(current()));
    }
    if (path.endsWith("/sample")) {
      return sample(request, out);
    }
    if (path.endsWith("/probe") || path.equals("/")) {
      return document(out, 200, probe.apply(buffer.instanceId()));
    }
    return error(out, "UNSUPPORTED", "The agent has no " + path);
  }

  // The latest observation of each DataItem, and every condition that is not Normal.
  private Window current() {
    Window all = buffer.all();
    Map<String, AgentObservation> latest = new LinkedHashMap<>();
    all.observations().forEach(each -> latest.put(each.dataItemId(), each));
    return new Window(
        all.instanceId(),
        all.firstSequence(),
        all.lastSequence(),
        all.nextSequence(),
        List.copyOf(latest.values()));
  }

  private boolean sample(Request request, OutputStream out)
      throws IOException, InterruptedException {
    long from;
    int count;
    long interval;
    long heartbeat;
    try {
      from = Long.parseUnsignedLong(request.query().getOrDefault("from", "0"));
      count = Integer.parseInt(request.query().getOrDefault("count", "" + DEFAULT_COUNT));
      interval = Long.parseLong(request.query().getOrDefault("interval", "-1"));
      heartbeat = Long.parseLong(request.query().getOrDefault("heartbeat", "10000"));
    } catch (NumberFormatException e) {
      return error(out, "INVALID_REQUEST", "A parameter is not a number: " + e.getMessage());
    }
    Window now = buffer.window(0, 0);
    if (from != 0 && Long.compareUnsigned(from, now.firstSequence()) < 0) {
      return error(out, "OUT_OF_RANGE", "'from' must be greater than " + (now.firstSequence() - 1));
    }
    if (from != 0 && Long.compareUnsigned(from, now.lastSequence() + 1) > 0) {
      return error(out, "OUT_OF_RANGE", "'from' must be less than " + (now.lastSequence() + 2));
    }
    if (count < 1) {
      return error(out, "OUT_OF_RANGE", "'count' must be greater than 0");
    }
    if (interval < 0 || framing == AgentFraming.POLLING_ONLY) {
      return document(out, 200, documents.streams(buffer.window(from, count)));
    }
    stream(out, from, count, interval, heartbeat);
    return false;
  }

  private void stream(OutputStream out, long from, int count, long interval, long heartbeat)
      throws IOException, InterruptedException {
    String type =
        framing == AgentFraming.MIXED_QUOTED
            ? "multipart/mixed; charset=utf-8; boundary=\"" + BOUNDARY + "\""
            : "multipart/x-mixed-replace;boundary=" + BOUNDARY;
    out.write(
        AgentHttpServer.head(200, type, "Transfer-Encoding: chunked\r\nConnection: close\r\n"));
    long instance = buffer.instanceId();
    long next = from;
    long sent = System.nanoTime();
    boolean first = true;
    while (true) {
      Window window = buffer.window(next, count);
      if (window.instanceId() != instance) {
        return;
      }
      if (next != 0 && next < window.firstSequence()) {
        // The client fell too far behind: as the reference agent, say so and hang up.
        part(out, documents.error(instance, "OUT_OF_RANGE", "Client fell too far behind"));
        return;
      }
      boolean due = System.nanoTime() - sent >= heartbeat * 1_000_000L;
      if (first || due || !window.observations().isEmpty()) {
        part(out, documents.streams(window));
        sent = System.nanoTime();
        next = window.nextSequence();
        first = false;
      }
      if (next > window.lastSequence()) {
        buffer.awaitBeyond(next, Math.max(1, Math.min(heartbeat, 1_000)));
        buffer.awaitBeyond(Long.MAX_VALUE, interval);
      }
    }
  }

  private void part(OutputStream out, byte[] document) throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream(document.length + 200);
    String length =
        switch (framing) {
          case NO_LENGTH -> "";
          case MIXED_QUOTED -> "Content-Length: " + document.length + "\r\n";
          case CONTENT_LENGTH, TINY_CHUNKS, POLLING_ONLY ->
              "Content-length: " + document.length + "\r\n";
        };
    part.writeBytes(
        ("--" + BOUNDARY + "\r\nContent-type: text/xml\r\n" + length + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    part.writeBytes(document);
    part.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    byte[] bytes = part.toByteArray();
    int step = framing == AgentFraming.TINY_CHUNKS ? TINY : bytes.length;
    for (int at = 0; at < bytes.length; at += step) {
      chunk(out, bytes, at, Math.min(step, bytes.length - at));
    }
    out.flush();
  }

  private static void chunk(OutputStream out, byte[] bytes, int at, int length) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(length + 16);
    chunk.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    chunk.write(bytes, at, length);
    chunk.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    chunk.writeTo(out);
  }

  private boolean error(OutputStream out, String code, String text) throws IOException {
    return document(out, errorStatus, documents.error(buffer.instanceId(), code, text));
  }

  private static boolean document(OutputStream out, int status, byte[] xml) throws IOException {
    out.write(
        AgentHttpServer.head(
            status, "text/xml;charset=UTF-8", "Content-Length: " + xml.length + "\r\n"));
    out.write(xml);
    return true;
  }
}
