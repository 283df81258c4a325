package io.resonance.connector.mtconnect.client;

import io.resonance.connector.mtconnect.client.AgentTransport.Bytes;
import io.resonance.connector.mtconnect.client.AgentTransport.Event;
import io.resonance.connector.mtconnect.client.AgentTransport.Failed;
import io.resonance.connector.mtconnect.client.AgentTransport.Head;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectAgentProbe.Report;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCredentials;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Asks an agent for its devices and its state, once, and says in words what is wrong. */
public final class AgentInspection {
  private static final long PATIENCE_SECONDS = 10;

  private final MtConnectAgent agent;
  private final AgentTransport transport;
  private final DocumentLimits limits = DocumentLimits.standard();
  private final AgentRequests requests;
  private final List<String> problems = new ArrayList<>();

  private AgentInspection(MtConnectAgent agent, AgentTransport transport) {
    this.agent = agent;
    this.transport = transport;
    this.requests = new AgentRequests(agent);
  }

  /** Inspects an agent over HTTP. */
  public static Report of(MtConnectAgent agent) {
    try (AgentTransport transport = new ApacheHttpAgentTransport()) {
      return new AgentInspection(agent, transport).report();
    }
  }

  private Report report() {
    if (!(agent.access().credentials() instanceof MtConnectCredentials.Anonymous)
        && "http".equalsIgnoreCase(agent.url().getScheme())) {
      problem("The credentials would be sent readable over http; use https");
    }
    DevicesParser.Devices devices;
    try {
      devices = new DevicesParser(limits).parse(get(requests.probe()));
    } catch (MtConnectDocumentException e) {
      problem("%s. Check the url and that the agent runs".formatted(e.getMessage()));
      return new Report(agent.id(), false, "", "", "", List.of(), 0, problems);
    }
    if (devices.devices().isEmpty()) {
      problem("The agent has no devices; check its Devices file");
    }
    state();
    return new Report(
        agent.id(),
        true,
        devices.version(),
        devices.instanceId(),
        devices.bufferSize(),
        devices.devices(),
        devices.dataItems().size(),
        problems);
  }

  private void state() {
    MtConnectBatchBuilder columns = new MtConnectBatchBuilder(agent.id());
    try {
      byte[] body = get(requests.current());
      AgentDocument document = new AaltoStreamsParser(limits).parse(body, 0, body.length, columns);
      if (document instanceof AgentDocument.Errors errors) {
        problem(
            "A current request is answered with %s; check device and path"
                .formatted(errors.errors()));
      } else if (columns.size() == 0) {
        problem("A current request gives no observations; check device and path");
      }
      columns
          .oddities()
          .forEach(
              oddity ->
                  problem(
                      "%s (%s: \"%s\")".formatted(oddity.what(), oddity.where(), oddity.text())));
    } catch (MtConnectDocumentException e) {
      problem("Its present state cannot be read: %s".formatted(e.getMessage()));
    }
  }

  private void problem(String text) {
    problems.add("MTConnect agent %s at %s: %s.".formatted(agent.id(), agent.url(), text));
  }

  private byte[] get(AgentRequest request) throws MtConnectDocumentException {
    BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    URI target = request.target();
    Answer answer = new Answer(target, limits.bytes());
    AgentTransport.Exchange exchange = transport.get(agent, request, events::add);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (true) {
        Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event == null) {
          throw new MtConnectDocumentException(
              "%s has not answered within %d s".formatted(target, PATIENCE_SECONDS));
        } else if (event instanceof Failed failed) {
          throw new MtConnectDocumentException(
              "%s cannot be reached (%s)".formatted(target, failed.why()));
        } else if (event instanceof Head head) {
          answer.accept(head, false, MultipartFramer.Lengths.TRUSTED);
        } else if (event instanceof Bytes bytes) {
          for (ByteBuffer each : bytes.buffers()) {
            answer.collect(each);
          }
        } else {
          answer.finish();
          return Arrays.copyOf(answer.body(), answer.size());
        }
        exchange.more();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MtConnectDocumentException("Interrupted while waiting for " + target, e);
    } finally {
      exchange.cancel();
      answer.close();
    }
  }
}
