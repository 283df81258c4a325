package io.resonance.connector.opcua.source;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of one endpoint, with their defaults; the README prints this table. */
public final class OpcUaSourceOptions {

  /** How often the server may send. */
  public static final ConfigOption<Duration> PUBLISHING_INTERVAL =
      ConfigOptions.key("opcua.publishing-interval")
          .durationType()
          .defaultValue(Duration.ofMillis(500))
          .withDescription(
              "The interval at which the server sends what its items have queued; it bounds the latency from below.");

  /** How often the server looks at a node. */
  public static final ConfigOption<Duration> SAMPLING_INTERVAL =
      ConfigOptions.key("opcua.sampling-interval")
          .durationType()
          .defaultValue(Duration.ofMillis(100))
          .withDescription(
              "The interval at which the server samples a node; an item can have its own, and zero means as fast as possible.");

  /** How many values an item queues at the server. */
  public static final ConfigOption<Integer> QUEUE_SIZE =
      ConfigOptions.key("opcua.queue-size")
          .intType()
          .noDefaultValue()
          .withDescription(
              "The number of values each item queues at the server; without it, as many as the outage to survive has samples, at least 10 and at most 10000.");

  /** How long the server shall keep a subscription without a client. */
  public static final ConfigOption<Duration> SURVIVE_OUTAGE =
      ConfigOptions.key("opcua.survive-outage")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "How long the server is asked to keep the subscription while no client fetches from it.");

  /** How many items one subscription holds. */
  public static final ConfigOption<Integer> ITEMS_PER_SUBSCRIPTION =
      ConfigOptions.key("opcua.items-per-subscription")
          .intType()
          .defaultValue(5_000)
          .withDescription(
              "The number of items one subscription (one split, one session) holds at most; more items make more splits.");

  /** How many values one notification holds. */
  public static final ConfigOption<Integer> MAX_NOTIFICATIONS_PER_PUBLISH =
      ConfigOptions.key("opcua.max-notifications-per-publish")
          .intType()
          .defaultValue(10_000)
          .withDescription(
              "The number of values one notification message holds at most; small numbers cost throughput, large ones memory.");

  /** How often selections are browsed again. */
  public static final ConfigOption<Duration> REBROWSE_INTERVAL =
      ConfigOptions.key("opcua.rebrowse-interval")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "The interval at which a server is browsed again for nodes that are new or gone, where nodes are selected by browsing; zero browses only once.");

  private OpcUaSourceOptions() {}
}
