package io.resonance.connector.mtconnect.client.request;

import io.resonance.connector.mtconnect.client.http.AgentRequest;
import io.resonance.connector.mtconnect.client.watch.BufferWatch;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes the requests an agent is asked with. */
public final class AgentRequests {
  /** Bounds the memory a document takes. */
  private static final int MOST_AT_ONCE = 20_000;

  private static final int WORTH_IT = 4;

  private final MtConnectAgent agent;
  private static final int MOST_ASSETS = 100_000;

  private int count;
  private int ceiling = MOST_AT_ONCE;

  /**
   * @param agent where, and which part
   */
  public AgentRequests(MtConnectAgent agent) {
    this.agent = agent;
    this.count = agent.count();
  }

  /** The device model. */
  public AgentRequest probe() {
    return request("probe", "");
  }

  /** The present state. */
  public AgentRequest current() {
    return request("current", path(""));
  }

  // Without `from` an agent begins at its oldest observation; one is enough for the header.
  public AgentRequest locate() {
    return request("sample", path("count=1"));
  }

  // from=nextSequence continues without a gap and without a repeat (MTConnect Fundamentals,
  // sample).
  public AgentRequest stream(long from) {
    return request("sample", path("from=" + Long.toUnsignedString(from) + "&" + streaming()));
  }

  // Without `from` the answer begins at what is oldest at that very moment.
  public AgentRequest streamOldest() {
    return request("sample", path(streaming()));
  }

  public AgentRequest pollOldest() {
    return request("sample", path("count=" + count));
  }

  private String streaming() {
    return "interval=%d&count=%d&heartbeat=%d"
        .formatted(agent.interval().toMillis(), count, agent.heartbeat().toMillis());
  }

  public AgentRequest poll(long from) {
    return request(
        "sample", path("from=%s&count=%d".formatted(Long.toUnsignedString(from), count)));
  }

  /** Asks for less in one document from now on. */
  public int halveCount() {
    count = Math.max(1, count / 2);
    ceiling = count;
    return count;
  }

  /** Asks for more in one document if that much waits; true if it is more than before. */
  public boolean catchUp(BufferWatch.State waiting) {
    long most = Math.min(ceiling, Math.min(MOST_AT_ONCE, waiting.size()));
    if (waiting.lag() < WORTH_IT * (long) count || most < 2L * count) {
      return false;
    }
    count = (int) most;
    return true;
  }

  public int count() {
    return count;
  }

  /** All assets the agent holds. */
  public AgentRequest assets() {
    return request("assets", "count=" + MOST_ASSETS);
  }

  // An id is unique in an agent, so no device is named; `asset` is what all versions understand.
  public AgentRequest asset(String id) {
    return new AgentRequest(URI.create(root() + "asset/" + encoded(id)), AgentRequest.XML);
  }

  private String path(String parameters) {
    if (agent.path().isEmpty()) {
      return parameters;
    }
    String encoded = URLEncoder.encode(agent.path(), StandardCharsets.UTF_8);
    return parameters + (parameters.isEmpty() ? "" : "&") + "path=" + encoded;
  }

  private AgentRequest request(String what, String parameters) {
    StringBuilder text = new StringBuilder(root());
    if (!agent.device().isEmpty()) {
      text.append(encoded(agent.device())).append('/');
    }
    text.append(what);
    URI target = URI.create(parameters.isEmpty() ? text.toString() : text + "?" + parameters);
    return new AgentRequest(target, AgentRequest.XML);
  }

  private String root() {
    String root = agent.url().toString();
    return root.endsWith("/") ? root : root + "/";
  }

  private static String encoded(String step) {
    return URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
