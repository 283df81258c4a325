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
import io.resonance.connector.mtconnect.client.http.MultipartFramer;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import java.nio.ByteBuffer;

/**
 * One request at a time to an agent, and its answer: whole, or in the parts of a stream. An agent
 * that falls silent is given up.
 *
 * <p>All on the thread of the session; nothing blocks. What else is asked for while a stream is
 * read (a probe, assets) goes over a connection of its own.
 */
public final class AgentConnection {
  /** Bytes of an unfinished document that count as a sign of life; fewer are a slow loris. */
  private static final int LIVELY_BYTES = 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final MtConnectAgent agent;
  private final DocumentLimits limits;
  private final SessionThread runtime;
  private final Taker taker;
  private Answer answer;
  private Expected expected = Expected.DOCUMENT;
  private MultipartFramer.Lengths lengths = MultipartFramer.Lengths.TRUSTED;
  private long quietSince;
  private int unheard;
  private boolean paused;
  private boolean held;
  private boolean owesMore;

  /** Takes what requests bring. */
  public interface Taker {
    /** An answer begins. */
    default void began(AgentTransport.Head head) {}

    /** One document of a stream; the bytes are valid only during the call. */
    void part(byte[] bytes, int offset, int length) throws MtConnectDocumentException;

    /** The whole answer, from 0 to the length; the next request may be sent. */
    void whole(byte[] body, int length) throws MtConnectDocumentException;

    /** There is no answer, or none that can be used; the next request may be sent. */
    void failed(String why);
  }

  /** What may answer a request. */
  public enum Expected {
    /** One document. */
    DOCUMENT,
    /** A stream of documents, or one. */
    STREAM
  }

  /**
   * @param agent to ask
   * @param limits refuse documents that are larger
   * @param runtime thread, network and clock
   * @param taker is given what comes
   */
  public AgentConnection(
      MtConnectAgent agent, DocumentLimits limits, SessionThread runtime, Taker taker) {
    this.agent = agent;
    this.limits = limits;
    this.runtime = runtime;
    this.taker = taker;
  }

  /** True if no request is under way. */
  public boolean isFree() {
    return answer == null;
  }

  /** Sends a request; the connection must be free. */
  public void ask(AgentRequest request, Expected what) {
    if (answer != null) {
      throw new IllegalStateException("Agent " + agent.id() + " has not answered yet");
    }
    expected = what;
    owesMore = false;
    alive();
    Answer begun = new Answer(request.target(), limits);
    answer = begun;
    begun.begun(
        runtime
            .transport()
            .get(agent, request, event -> runtime.thread().execute(() -> happened(begun, event))));
  }

  /** Gives up an agent that has been silent for the length of the watchdog. */
  public void tick() {
    if (answer != null
        && !owesMore
        && runtime.awake().getAsLong() - quietSince >= agent.watchdog().toNanos()) {
      fail(
          unheard == 0
              ? "it has sent nothing for %d ms".formatted(agent.watchdog().toMillis())
              : "it has sent only %d bytes of a document in %d ms"
                  .formatted(unheard, agent.watchdog().toMillis()));
    }
  }

  /** Reads no further, without closing; for as long as the job does not take more. */
  public void pause() {
    paused = true;
  }

  /** Ends {@link #pause()}. */
  public void resume() {
    paused = false;
    flow();
  }

  /** Gives no further part of a stream, because something must come before it. */
  public void hold() {
    held = true;
  }

  /** Ends {@link #hold()}. */
  public void release() {
    held = false;
    flow();
  }

  public boolean isPaused() {
    return paused;
  }

  /** Forgets the request, if one is under way, and closes its connection. */
  public void drop() {
    Answer dropped = answer;
    answer = null;
    owesMore = false;
    held = false;
    if (dropped != null) {
      dropped.exchange().cancel();
      dropped.close();
    }
  }

  private void happened(Answer from, Event event) {
    if (from != answer) {
      // Of a request that was given up.
      return;
    }
    try {
      if (event instanceof Head head) {
        alive();
        from.accept(head, expected == Expected.STREAM, lengths);
        taker.began(head);
      } else if (event instanceof Bytes bytes) {
        bytes(from, bytes);
      } else if (event instanceof Ended) {
        ended(from);
      } else if (event instanceof Failed failed) {
        fail(failed.why());
      }
    } catch (MtConnectDocumentException e) {
      refused(e);
    }
    if (from == answer && (event instanceof Head || event instanceof Bytes)) {
      owesMore = true;
      askForMore();
    }
  }

  private void bytes(Answer from, Bytes bytes) throws MtConnectDocumentException {
    for (ByteBuffer each : bytes.buffers()) {
      if (from != answer) {
        return;
      }
      heard(each.remaining());
      if (from.isStream()) {
        from.feed(each, new Parts(from));
      } else {
        from.collect(each);
      }
    }
  }

  private void ended(Answer from) throws MtConnectDocumentException {
    if (from.isStream()) {
      fail("it ended the stream");
      return;
    }
    from.finish();
    drop();
    taker.whole(from.body(), from.size());
  }

  // First the parts that wait, then new bytes.
  private void flow() {
    Answer from = answer;
    if (from == null || isStopped()) {
      return;
    }
    if (from.isStream()) {
      try {
        from.feed(NOTHING.duplicate(), new Parts(from));
      } catch (MtConnectDocumentException e) {
        refused(e);
      }
    }
    if (from == answer) {
      askForMore();
    }
  }

  private void askForMore() {
    if (owesMore && !isStopped()) {
      owesMore = false;
      answer.exchange().more();
    }
  }

  private boolean isStopped() {
    return paused || held;
  }

  // Whatever else is wrong, a wrong length is survived by not believing lengths.
  private void refused(MtConnectDocumentException e) {
    if (expected == Expected.STREAM) {
      lengths = MultipartFramer.Lengths.IGNORED;
    }
    fail(e.getMessage());
  }

  private void fail(String why) {
    drop();
    taker.failed(why);
  }

  private void heard(int bytes) {
    unheard += bytes;
    if (unheard >= LIVELY_BYTES) {
      alive();
    }
  }

  private void alive() {
    quietSince = runtime.awake().getAsLong();
    unheard = 0;
  }

  /** Passes the parts of one answer on, until that answer is given up. */
  private final class Parts implements MultipartFramer.Parts {
    private final Answer from;

    Parts(Answer from) {
      this.from = from;
    }

    @Override
    public void part(byte[] bytes, int offset, int length) throws MtConnectDocumentException {
      alive();
      taker.part(bytes, offset, length);
    }

    @Override
    public boolean wantsMore() {
      return from == answer && !isStopped();
    }
  }
}
