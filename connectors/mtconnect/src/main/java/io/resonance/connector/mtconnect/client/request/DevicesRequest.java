package io.resonance.connector.mtconnect.client.request;

import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.http.AgentRequest;
import io.resonance.connector.mtconnect.client.http.AgentTransport;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Bytes;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Ended;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Event;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Exchange;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Failed;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Head;
import io.resonance.connector.mtconnect.client.http.MultipartFramer;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One probe request of one agent; no thread waits for the answer. */
public final class DevicesRequest {
  private final DocumentLimits limits;
  private final Answer answer;
  private final CompletableFuture<Exchange> exchange = new CompletableFuture<>();
  private final CompletableFuture<DevicesParser.Devices> devices = new CompletableFuture<>();

  private DevicesRequest(URI target, DocumentLimits limits) {
    this.limits = limits;
    this.answer = new Answer(target, limits);
  }

  /**
   * Asks an agent for its devices.
   *
   * @param agent to ask
   * @param transport sends the request
   * @param patience how long the answer may take
   * @return what the agent says, completed on a thread of the transport; fails with a {@link
   *     MtConnectDocumentException} or a {@link java.util.concurrent.TimeoutException}
   */
  public static CompletableFuture<DevicesParser.Devices> send(
      MtConnectAgent agent, AgentTransport transport, Duration patience) {
    AgentRequest probe = new AgentRequests(agent).probe();
    DevicesRequest request = new DevicesRequest(probe.target(), DocumentLimits.standard());
    Exchange sent = transport.get(agent, probe, request::happened);
    request.exchange.complete(sent);
    return request
        .devices
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((found, failure) -> sent.cancel());
  }

  private void happened(Event event) {
    try {
      if (event instanceof Failed failed) {
        throw new MtConnectDocumentException(failed.why());
      } else if (event instanceof Ended) {
        answer.finish();
        byte[] document = Arrays.copyOf(answer.body(), answer.size());
        devices.complete(new DevicesParser(limits).parse(document));
      } else {
        take(event);
        // the first event may come before the exchange is known here
        CompletableFuture<Void> unused = exchange.thenAccept(Exchange::more);
      }
    } catch (MtConnectDocumentException e) {
      devices.completeExceptionally(e);
    }
  }

  private void take(Event event) throws MtConnectDocumentException {
    if (event instanceof Head head) {
      answer.accept(head, false, MultipartFramer.Lengths.TRUSTED);
    } else if (event instanceof Bytes bytes) {
      for (ByteBuffer each : bytes.buffers()) {
        answer.collect(each);
      }
    }
  }
}
