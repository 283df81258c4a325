package io.resonance.connector.mtconnect.client.session;

import io.resonance.connector.mtconnect.client.http.AgentRequest;
import io.resonance.connector.mtconnect.client.http.AgentTransport;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A transport whose answers the test gives by hand. */
final class FakeAgentTransport implements AgentTransport {
  final List<Sent> sent = new ArrayList<>();

  /** One request and what became of it. */
  static final class Sent implements Exchange {
    final URI target;
    private final Consumer<Event> events;
    int wanted;
    boolean cancelled;

    Sent(URI target, Consumer<Event> events) {
      this.target = target;
      this.events = events;
    }

    void refuse(int status, String document) {
      events.accept(new Head(status, "text/xml", "", "", Optional.empty()));
      bytes(document);
      events.accept(new Ended());
    }

    void head(String contentType) {
      events.accept(new Head(200, contentType, "", "", Optional.empty()));
    }

    void bytes(String text) {
      events.accept(new Bytes(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))));
    }

    void answer(String document) {
      head("text/xml");
      bytes(document);
      events.accept(new Ended());
    }

    void fail(String why) {
      events.accept(new Failed(why));
    }

    @Override
    public void more() {
      wanted++;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  Sent last() {
    return sent.get(sent.size() - 1);
  }

  @Override
  public Exchange get(MtConnectAgent agent, AgentRequest asked, Consumer<Event> events) {
    Sent request = new Sent(asked.target(), events);
    sent.add(request);
    return request;
  }

  @Override
  public void close() {
    sent.forEach(Sent::cancel);
  }
}
