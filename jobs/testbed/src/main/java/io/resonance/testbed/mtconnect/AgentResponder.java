package io.resonance.testbed.mtconnect;

import io.resonance.testbed.mtconnect.ObservationBuffer.Window;
import java.util.Arrays;
import java.util.function.LongFunction;

/** Answers probe, current and sample requests from the buffer, once or as a stream. */
final class AgentResponder {
  private static final int DEFAULT_COUNT = 100;

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

  AgentAnswer answer(AgentRequest request) {
    String path = request.path();
    if (path.endsWith("/current")) {
      return document(200, documents.streams(buffer.state(Long.MAX_VALUE, each -> true)));
    }
    if (path.endsWith("/sample")) {
      return sample(request);
    }
    if (path.endsWith("/probe") || path.equals("/")) {
      return document(200, probe.apply(buffer.instanceId()));
    }
    return error("UNSUPPORTED", "The agent has no " + path);
  }

  private AgentAnswer sample(AgentRequest request) {
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
      return error("INVALID_REQUEST", "A parameter is not a number: " + e.getMessage());
    }
    Window now = buffer.header();
    if (from != 0 && Long.compareUnsigned(from, now.firstSequence()) < 0) {
      return error("OUT_OF_RANGE", "'from' must be greater than " + (now.firstSequence() - 1));
    }
    if (from != 0 && Long.compareUnsigned(from, now.lastSequence() + 1) > 0) {
      return error("OUT_OF_RANGE", "'from' must be less than " + (now.lastSequence() + 2));
    }
    if (count < 1) {
      return error("OUT_OF_RANGE", "'count' must be greater than 0");
    }
    if (interval < 0 || framing == AgentFraming.POLLING_ONLY) {
      return document(200, documents.streams(buffer.window(from, count, each -> true)));
    }
    return new AgentStream(
        buffer,
        documents,
        framing,
        new AgentStream.Request(from, count, interval * 1_000_000L, heartbeat * 1_000_000L));
  }

  private AgentAnswer error(String code, String text) {
    return document(errorStatus, documents.error(buffer.instanceId(), code, text));
  }

  private static AgentAnswer document(int status, byte[] xml) {
    byte[] head =
        AgentHttpServer.head(
            status, "text/xml;charset=UTF-8", "Content-Length: " + xml.length + "\r\n");
    byte[] whole = Arrays.copyOf(head, head.length + xml.length);
    System.arraycopy(xml, 0, whole, head.length, xml.length);
    return AgentAnswer.whole(whole);
  }
}
