package io.resonance.connector.mtconnect.client.http;

import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Bytes;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Ended;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Event;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Exchange;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Failed;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Head;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * One request and the flow of its answer. An event is told when the one before was used, so that
 * small chunks that come meanwhile are one event; at most a window of bytes comes unasked for.
 */
final class HttpExchange implements Exchange, AsyncResponseConsumer<Void> {
  /** Bytes that may come before the session asks for more. */
  static final int WINDOW = 128 * 1024;

  private final Consumer<Event> events;
  private final AtomicBoolean over = new AtomicBoolean();
  private Future<Void> answer;
  private FutureCallback<Void> result;
  private CapacityChannel capacity;
  private boolean cancelled;

  /** An event was told and not used yet. */
  private boolean outstanding;

  private int handed;
  private byte[] pending = new byte[0];
  private int pendingBytes;
  private Optional<Event> last = Optional.empty();

  HttpExchange(Consumer<Event> events) {
    this.events = events;
  }

  void sent(Future<Void> future) {
    synchronized (this) {
      answer = future;
      if (!cancelled) {
        return;
      }
    }
    future.cancel(true);
  }

  void fail(String why) {
    end(new Failed(why));
  }

  @Override
  public void more() {
    CapacityChannel channel;
    int granted;
    Optional<Event> next = Optional.empty();
    synchronized (this) {
      channel = capacity;
      granted = handed;
      handed = 0;
      outstanding = false;
      if (pendingBytes > 0) {
        next = Optional.of(bytes(pending, pendingBytes));
        pending = new byte[0];
        pendingBytes = 0;
      } else if (last.isPresent()) {
        next = last;
        last = Optional.empty();
      }
    }
    grant(channel, granted);
    next.filter(event -> !cancelledNow()).ifPresent(events);
  }

  // Under the lock.
  private Event bytes(byte[] content, int length) {
    outstanding = true;
    handed = length;
    return new Bytes(List.of(ByteBuffer.wrap(content, 0, length)));
  }

  private void end(Event event) {
    synchronized (this) {
      if (!over.compareAndSet(false, true)) {
        return;
      }
      if (outstanding) {
        last = Optional.of(event);
        return;
      }
    }
    events.accept(event);
  }

  private void grant(CapacityChannel channel, int bytes) {
    if (channel == null || bytes == 0) {
      return;
    }
    try {
      channel.update(bytes);
    } catch (IOException e) {
      fail(reason(e));
    }
  }

  private synchronized boolean cancelledNow() {
    return cancelled;
  }

  @Override
  public void cancel() {
    over.set(true);
    Future<Void> pending;
    synchronized (this) {
      cancelled = true;
      pending = answer;
    }
    if (pending != null) {
      pending.cancel(true);
    }
  }

  @Override
  public void consumeResponse(
      HttpResponse response, EntityDetails body, HttpContext context, FutureCallback<Void> done) {
    result = done;
    synchronized (this) {
      outstanding = true;
    }
    if (!over.get()) {
      events.accept(
          new Head(
              response.getCode(),
              header(response, "Content-Type"),
              header(response, "Content-Encoding"),
              header(response, "Location"),
              certificateEnd(context)));
    }
    if (body == null) {
      streamEnd(List.of());
    }
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {
    // 1xx: the answer itself follows.
  }

  @Override
  public void updateCapacity(CapacityChannel channel) {
    boolean used;
    synchronized (this) {
      capacity = channel;
      used = handed + pendingBytes == 0;
    }
    if (used) {
      // What was granted from another thread a moment ago may have been overlooked: reading must
      // not stay off.
      grant(channel, 1);
    }
  }

  @Override
  public void consume(ByteBuffer bytes) {
    int length = bytes.remaining();
    Event event;
    synchronized (this) {
      if (pendingBytes + length > pending.length) {
        pending = Arrays.copyOf(pending, Math.max(pendingBytes + length, pending.length * 2));
      }
      bytes.get(pending, pendingBytes, length);
      pendingBytes += length;
      if (outstanding) {
        return;
      }
      event = bytes(pending, pendingBytes);
      pending = new byte[0];
      pendingBytes = 0;
    }
    if (!over.get()) {
      events.accept(event);
    }
  }

  @Override
  public void streamEnd(List<? extends Header> trailers) {
    end(new Ended());
    result.completed(null);
  }

  @Override
  public void failed(Exception failure) {
    fail(reason(failure));
  }

  @Override
  public void releaseResources() {
    // Holds none.
  }

  private static String header(HttpResponse response, String name) {
    Header found = response.getFirstHeader(name);
    return found == null || found.getValue() == null ? "" : found.getValue();
  }

  private static Optional<Instant> certificateEnd(HttpContext context) {
    SSLSession session = HttpCoreContext.cast(context).getSSLSession();
    if (session == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate first
          ? Optional.of(first.getNotAfter().toInstant())
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty(); // without a certificate there is no connection either
    }
  }

  private static String reason(Exception failure) {
    String text = MtConnectDocumentException.cut(String.valueOf(failure.getMessage()));
    if (failure instanceof SSLPeerUnverifiedException
        || (failure instanceof SSLException
            && (text.startsWith("No subject alternative") || text.startsWith("No name")))) {
      return "its certificate is for another host (%s); use a name of the certificate in the url"
          .formatted(text);
    }
    if (failure instanceof SSLException && text.contains("PKIX")) {
      return "its certificate is not trusted (%s); put its authority into the PEM file of trust"
          .formatted(text);
    }
    if (failure instanceof SSLException && text.startsWith("NotAfter")) {
      return "its certificate expired (%s); renew it at the agent".formatted(text);
    }
    if (failure instanceof SSLException) {
      return "TLS failed (%s); where the agent asks for a client certificate, configure one it trusts"
          .formatted(text);
    }
    if (failure instanceof HttpHostConnectException
        || failure instanceof ConnectTimeoutException
        || failure instanceof UnknownHostException) {
      return "no connection (%s)".formatted(text);
    }
    if (text.startsWith("Connection reset")) {
      return "the agent, or what is on the way to it, reset the connection";
    }
    return "the connection broke (%s: %s)".formatted(failure.getClass().getSimpleName(), text);
  }
}
