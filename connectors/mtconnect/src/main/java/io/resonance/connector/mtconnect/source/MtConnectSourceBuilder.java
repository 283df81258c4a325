package io.resonance.connector.mtconnect.source;

import io.resonance.connector.mtconnect.source.enumerator.AgentDivision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds a {@link MtConnectSource}; see {@link MtConnectSourceOptions} for what each means. */
public final class MtConnectSourceBuilder {
  private final List<MtConnectAgent> agents = new ArrayList<>();
  private final Map<String, MtConnectSplitBy> splitBy = new HashMap<>();
  private int largestSplit = MtConnectSourceOptions.SPLIT_DATA_ITEMS.defaultValue();
  private Duration rediscover = MtConnectSourceOptions.SPLIT_REDISCOVER.defaultValue();
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

  /** Adds an agent that is divided into splits in a given way; its id must be unique. */
  public MtConnectSourceBuilder agent(MtConnectAgent agent, MtConnectSplitBy by) {
    agent(agent);
    splitBy.put(agent.id(), by);
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

  /** Most DataItems of an agent that is one split where nothing is said of it. */
  public MtConnectSourceBuilder largestSplit(int dataItems) {
    if (dataItems < 1) {
      throw new IllegalArgumentException(
          "split.data-items is %d; it must be at least 1".formatted(dataItems));
    }
    largestSplit = dataItems;
    return this;
  }

  /** Pause after which agents that are read device by device are asked for new devices. */
  public MtConnectSourceBuilder rediscover(Duration pause) {
    if (pause.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "split.rediscover is %s; it must be at least PT1S".formatted(pause));
    }
    rediscover = pause;
    return this;
  }

  /** The source. */
  public MtConnectSource build() {
    if (agents.isEmpty()) {
      throw new IllegalArgumentException("An MTConnect source needs at least one agent");
    }
    List<AgentDivision> divisions =
        agents.stream()
            .map(
                agent ->
                    new AgentDivision(
                        agent,
                        splitBy.getOrDefault(
                            agent.id(), MtConnectSourceOptions.SPLIT_BY.defaultValue()),
                        largestSplit))
            .toList();
    return new MtConnectSource(divisions, start, reconnectMin, reconnectMax, batchSize, rediscover);
  }
}
