package io.resonance.connector.mtconnect.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Builds a {@link MtConnectSource}; see {@link MtConnectSourceOptions} for what each means. */
public final class MtConnectSourceBuilder {
  private final List<MtConnectAgent> agents = new ArrayList<>();
  private MtConnectStart start = MtConnectSourceOptions.START.defaultValue();
  private Duration reconnectMin = MtConnectSourceOptions.RECONNECT_MIN.defaultValue();
  private Duration reconnectMax = MtConnectSourceOptions.RECONNECT_MAX.defaultValue();
  private int batchSize = MtConnectSourceOptions.BATCH_SIZE.defaultValue();

  MtConnectSourceBuilder() {}

  /** Adds an agent; its id must be unique. */
  public MtConnectSourceBuilder agent(MtConnectAgent agent) {
    if (agents.stream().anyMatch(each -> each.id().equals(agent.id()))) {
      throw new IllegalArgumentException(
          "Two MTConnect agents have the id \"%s\"; give each its own".formatted(agent.id()));
    }
    agents.add(agent);
    return this;
  }

  /** Adds agents. */
  public MtConnectSourceBuilder agents(List<MtConnectAgent> more) {
    more.forEach(this::agent);
    return this;
  }

  /** Where unread agents are begun. */
  public MtConnectSourceBuilder start(MtConnectStart where) {
    start = where;
    return this;
  }

  /** First and longest pause between attempts to reconnect. */
  public MtConnectSourceBuilder reconnect(Duration first, Duration longest) {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "reconnect.min %s must be above zero and at most reconnect.max %s"
              .formatted(first, longest));
    }
    reconnectMin = first;
    reconnectMax = longest;
    return this;
  }

  /** Most observations in one batch. */
  public MtConnectSourceBuilder batchSize(int observations) {
    if (observations < 1) {
      throw new IllegalArgumentException(
          "batch.size is %d; it must be at least 1".formatted(observations));
    }
    batchSize = observations;
    return this;
  }

  /** The source. */
  public MtConnectSource build() {
    if (agents.isEmpty()) {
      throw new IllegalArgumentException("An MTConnect source needs at least one agent");
    }
    return new MtConnectSource(agents, start, reconnectMin, reconnectMax, batchSize);
  }
}
