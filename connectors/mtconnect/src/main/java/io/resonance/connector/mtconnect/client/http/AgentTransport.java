package io.resonance.connector.mtconnect.client.http;

import io.resonance.connector.mtconnect.source.MtConnectAgent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends requests to agents; the seam behind which the HTTP client stands. */
public interface AgentTransport extends AutoCloseable {

  /**
   * Sends a GET request. Events come on threads of the transport, one at a time; beyond a bounded
   * number of bytes nothing is read until {@link Exchange#more()} says that they were used.
   *
   * @param agent whose credentials and trust apply
   * @param request what to get
   * @param events told of all that happens; nothing after {@link Ended} or {@link Failed}
   */
  Exchange get(MtConnectAgent agent, AgentRequest request, Consumer<Event> events);

  @Override
  void close();

  /** A request under way. */
  interface Exchange {
    /** What has come was used: as much may come again. */
    void more();

    /** Closes the connection; later events are to be ignored. */
    void cancel();
  }

  /** What happens to a request. */
  sealed interface Event {}

  /**
   * Status and headers are there.
   *
   * @param status HTTP status
   * @param contentType Content-Type, empty if none
   * @param contentEncoding Content-Encoding, empty if none
   * @param location Location, empty if none
   * @param certificateEnd when the certificate of the agent ends, over https
   */
  record Head(
      int status,
      String contentType,
      String contentEncoding,
      String location,
      Optional<Instant> certificateEnd)
      implements Event {}

  /**
   * A piece of the body.
   *
   * @param buffers to be read once
   */
  record Bytes(List<ByteBuffer> buffers) implements Event {}

  /** The body ended as HTTP says it should. */
  record Ended() implements Event {}

  /**
   * The request failed.
   *
   * @param why without secrets
   */
  record Failed(String why) implements Event {}
}
