package io.resonance.connector.mtconnect.source;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of an agent and of the source, with their defaults. */
public final class MtConnectSourceOptions {

  /** Where to begin. */
  public static final ConfigOption<MtConnectStart> START =
      ConfigOptions.key("start")
          .enumType(MtConnectStart.class)
          .defaultValue(MtConnectStart.BUFFER)
          .withDescription(
              "Where an agent that was never read before is begun: at the oldest observation in its"
                  + " buffer, or with its current state.");

  /** Pace of the stream. */
  public static final ConfigOption<Duration> INTERVAL =
      ConfigOptions.key("interval")
          .durationType()
          .defaultValue(Duration.ofMillis(100))
          .withDescription(
              "Least time between two documents of the stream; also the pause of the polling"
                  + " fallback when there is nothing new.");

  /** Size of a document. */
  public static final ConfigOption<Integer> COUNT =
      ConfigOptions.key("count")
          .intType()
          .defaultValue(5_000)
          .withDescription(
              "Most observations the agent puts into one document. It is halved when the agent"
                  + " refuses it as larger than its buffer.");

  /** Sign of life. */
  public static final ConfigOption<Duration> HEARTBEAT =
      ConfigOptions.key("heartbeat")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "Longest time the agent may be silent before it sends an empty document.");

  /** When a silent agent is given up. */
  public static final ConfigOption<Duration> WATCHDOG =
      ConfigOptions.key("watchdog")
          .durationType()
          .defaultValue(Duration.ofSeconds(15))
          .withDescription(
              "Time without a single byte after which the connection is taken for lost; must be"
                  + " longer than the heartbeat.");

  /** First pause after a failure. */
  public static final ConfigOption<Duration> RECONNECT_MIN =
      ConfigOptions.key("reconnect.min")
          .durationType()
          .defaultValue(Duration.ofMillis(200))
          .withDescription("Pause before the first attempt to reconnect; it doubles each time.");

  /** Longest pause after a failure. */
  public static final ConfigOption<Duration> RECONNECT_MAX =
      ConfigOptions.key("reconnect.max")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("Longest pause between two attempts to reconnect.");

  /** Size of a batch. */
  public static final ConfigOption<Integer> BATCH_SIZE =
      ConfigOptions.key("batch.size")
          .intType()
          .defaultValue(10_000)
          .withDescription(
              "Most observations in one record of the source; larger documents are cut.");

  /** How agents become splits. */
  public static final ConfigOption<MtConnectSplitBy> SPLIT_BY =
      ConfigOptions.key("split.by")
          .enumType(MtConnectSplitBy.class)
          .defaultValue(MtConnectSplitBy.AUTO)
          .withDescription(
              "Whether an agent is read as one split or device by device; by itself only a very"
                  + " large one is divided, and only where several subtasks read.");

  /** What counts as a very large agent. */
  public static final ConfigOption<Integer> SPLIT_DATA_ITEMS =
      ConfigOptions.key("split.data-items")
          .intType()
          .defaultValue(20_000)
          .withDescription(
              "Most DataItems of an agent that is read as one split, where that is not configured.");

  /** How often new devices are looked for. */
  public static final ConfigOption<Duration> SPLIT_REDISCOVER =
      ConfigOptions.key("split.rediscover")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "Pause after which an agent that is read device by device is asked for new devices.");

  private MtConnectSourceOptions() {}

  /** All options, in the order of the README. */
  public static List<ConfigOption<?>> all() {
    return List.of(
        START,
        INTERVAL,
        COUNT,
        HEARTBEAT,
        WATCHDOG,
        RECONNECT_MIN,
        RECONNECT_MAX,
        BATCH_SIZE,
        SPLIT_BY,
        SPLIT_DATA_ITEMS,
        SPLIT_REDISCOVER);
  }
}
