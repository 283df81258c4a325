package io.resonance.connector.mtconnect.client;

import io.resonance.connector.mtconnect.source.MtConnectAgent;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes the URLs an agent is asked with. */
public final class AgentRequests {
  private final MtConnectAgent agent;
  private int count;

  /**
   * @param agent where, and which part
   */
  public AgentRequests(MtConnectAgent agent) {
    this.agent = agent;
    this.count = agent.count();
  }

  /** The device model. */
  public URI probe() {
    return uri("probe", "");
  }

  /** The present state. */
  public URI current() {
    return uri("current", path(""));
  }

  // Without `from` an agent begins at its oldest observation; one is enough for the header.
  URI locate() {
    return uri("sample", path("count=1"));
  }

  // from=nextSequence continues without a gap and without a repeat (MTConnect Fundamentals,
  // sample).
  URI stream(long from) {
    return uri("sample", path("from=" + Long.toUnsignedString(from) + "&" + streaming()));
  }

  // Without `from` the answer begins at what is oldest at that very moment.
  URI streamOldest() {
    return uri("sample", path(streaming()));
  }

  URI pollOldest() {
    return uri("sample", path("count=" + count));
  }

  private String streaming() {
    return "interval=%d&count=%d&heartbeat=%d"
        .formatted(agent.interval().toMillis(), count, agent.heartbeat().toMillis());
  }

  URI poll(long from) {
    return uri("sample", path("from=%s&count=%d".formatted(Long.toUnsignedString(from), count)));
  }

  /** Asks for less in one document from now on. */
  int halveCount() {
    count = Math.max(1, count / 2);
    return count;
  }

  private String path(String parameters) {
    if (agent.path().isEmpty()) {
      return parameters;
    }
    String encoded = URLEncoder.encode(agent.path(), StandardCharsets.UTF_8);
    return parameters + (parameters.isEmpty() ? "" : "&") + "path=" + encoded;
  }

  private URI uri(String request, String parameters) {
    String root = agent.url().toString();
    StringBuilder text = new StringBuilder(root);
    if (!root.endsWith("/")) {
      text.append('/');
    }
    if (!agent.device().isEmpty()) {
      String encoded = URLEncoder.encode(agent.device(), StandardCharsets.UTF_8);
      text.append(encoded.replace("+", "%20")).append('/');
    }
    text.append(request);
    return URI.create(parameters.isEmpty() ? text.toString() : text + "?" + parameters);
  }
}
