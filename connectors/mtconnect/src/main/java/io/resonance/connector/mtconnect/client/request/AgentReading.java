package io.resonance.connector.mtconnect.client.request;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.http.AgentRequest;
import io.resonance.connector.mtconnect.client.http.AgentTransport;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Bytes;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Ended;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Event;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Failed;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Head;
import io.resonance.connector.mtconnect.client.http.ApacheHttpAgentTransport;
import io.resonance.connector.mtconnect.client.http.MultipartFramer;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Requests to one agent that wait for their answers, for people and not for a stream; one thread.
 */
public final class AgentReading implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MtConnectAgent agent;
  private final AgentTransport transport;
  private final AgentRequests requests;
  private final DocumentLimits limits = DocumentLimits.standard();

  /**
   * An answer of one document.
   *
   * @param head status and headers
   * @param xml the document in XML, whatever it was sent in
   * @param sentBytes bytes that came over the network
   * @param nanos from request to the last byte
   */
  @SuppressWarnings("ArrayRecordComponent") // carried from the network to a parser only
  public record Whole(Head head, byte[] xml, long sentBytes, long nanos) {}

  /** Takes the parts of a stream; false ends it. */
  @FunctionalInterface
  public interface Part {
    /** Takes a document that stands in a part of an array, only during this call. */
    boolean take(byte[] bytes, int offset, int length) throws MtConnectDocumentException;
  }

  /**
   * @param agent to ask
   */
  public AgentReading(MtConnectAgent agent) {
    this.agent = agent;
    this.transport = new ApacheHttpAgentTransport();
    this.requests = new AgentRequests(agent);
  }

  @Override
  public void close() {
    transport.close();
  }

  /** The document a probe request is answered with. */
  public Whole probe() throws MtConnectDocumentException {
    return get(requests.probe());
  }

  /** The document a current request is answered with. */
  public Whole current() throws MtConnectDocumentException {
    return get(requests.current());
  }

  /** The oldest observations. */
  public Whole oldest() throws MtConnectDocumentException {
    return get(requests.pollOldest());
  }

  /** The observations from a sequence number on. */
  public Whole sample(long from) throws MtConnectDocumentException {
    return get(requests.poll(from));
  }

  /** Asks for less in one document from now on. */
  public int halveCount() {
    return requests.halveCount();
  }

  /** As {@link #probe()}, accepting only the media type given. */
  public Whole probeAs(String mediaType) throws MtConnectDocumentException {
    return get(new AgentRequest(requests.probe().target(), mediaType));
  }

  private Whole get(AgentRequest request) throws MtConnectDocumentException {
    long begun = System.nanoTime();
    try (Receiving receiving = new Receiving(request, Kind.DOCUMENT, PATIENCE)) {
      Answer answer = receiving.answer;
      for (Optional<Bytes> piece = receiving.next(); piece.isPresent(); piece = receiving.next()) {
        for (ByteBuffer each : piece.get().buffers()) {
          answer.collect(each);
        }
      }
      answer.finish();
      byte[] xml = Arrays.copyOf(answer.body(), answer.size());
      return new Whole(receiving.head, xml, receiving.bytes, System.nanoTime() - begun);
    }
  }

  /**
   * Streams from a sequence number on.
   *
   * @param from where to begin
   * @param time how long at most
   * @param part takes the documents
   * @return head of the answer; where it is no stream, {@code part} got its one document
   */
  public Head stream(long from, Duration time, Part part) throws MtConnectDocumentException {
    try (Receiving receiving = new Receiving(requests.stream(from), Kind.STREAM, time)) {
      Answer answer = receiving.answer;
      boolean[] more = {true};
      Optional<Bytes> piece = receiving.next();
      for (; piece.isPresent() && more[0]; piece = receiving.next()) {
        for (ByteBuffer each : piece.get().buffers()) {
          if (answer.isStream()) {
            answer.feed(each, (bytes, at, length) -> more[0] &= part.take(bytes, at, length));
          } else {
            answer.collect(each);
          }
        }
      }
      if (!answer.isStream()) {
        answer.finish();
        part.take(answer.body(), 0, answer.size());
      }
      return receiving.head;
    }
  }

  private enum Kind {
    DOCUMENT,
    STREAM
  }

  /** One request and what comes of it; time that is over ends a stream and fails a document. */
  private final class Receiving implements AutoCloseable {
    private final URI target;
    private final Kind kind;
    private final Duration time;
    private final Answer answer;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final AgentTransport.Exchange exchange;
    private final long deadline;
    private Head head = new Head(0, "", "", "", Optional.empty());
    private long bytes;

    Receiving(AgentRequest request, Kind kind, Duration time) {
      this.target = request.target();
      this.kind = kind;
      this.time = time;
      this.answer = new Answer(target, limits);
      this.deadline = System.nanoTime() + time.toNanos();
      this.exchange = transport.get(agent, request, events::add);
    }

    /** The next piece of the body; empty at its end. */
    Optional<Bytes> next() throws MtConnectDocumentException {
      while (true) {
        Event event = await();
        if (event instanceof Failed failed) {
          throw new MtConnectDocumentException(
              "%s cannot be reached (%s)".formatted(target, failed.why()));
        } else if (event instanceof Head begun) {
          head = begun;
          answer.accept(begun, kind == Kind.STREAM, MultipartFramer.Lengths.TRUSTED);
          exchange.more();
        } else if (event instanceof Bytes piece) {
          bytes += piece.buffers().stream().mapToLong(ByteBuffer::remaining).sum();
          exchange.more();
          return Optional.of(piece);
        } else {
          return Optional.empty();
        }
      }
    }

    private Event await() throws MtConnectDocumentException {
      try {
        Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event != null) {
          return event;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new MtConnectDocumentException("Interrupted while waiting for " + target, e);
      }
      if (kind == Kind.STREAM && head.status() != 0) {
        return new Ended();
      }
      throw new MtConnectDocumentException(
          "%s has not answered within %d s".formatted(target, time.toSeconds()));
    }

    @Override
    public void close() {
      exchange.cancel();
      answer.close();
    }
  }
}
