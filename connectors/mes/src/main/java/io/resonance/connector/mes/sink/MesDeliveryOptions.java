package io.resonance.connector.mes.sink;

import io.resonance.connector.mes.client.HttpMesClient;
import io.resonance.connector.mes.lane.DeliveryLanes.LaneOptions;
import io.resonance.schema.plant.MesTarget;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How messages are delivered.
 *
 * @param target the MES, from the plant file
 * @param lanes requests in parallel (default 64), time between probes while configuration is wrong
 *     (30 s), tries for a message whose answers cannot be read (3); for each subtask
 * @param retries how long to wait after failures
 * @param maxQueued messages a subtask holds before it reads no more than one per request timeout
 *     (default 200,000)
 * @param maxAnswerBytes longest answer that is read (default 1 MiB)
 */
public record MesDeliveryOptions(
    MesTarget.Http target, LaneOptions lanes, Retries retries, int maxQueued, int maxAnswerBytes)
    implements Serializable {

  /**
   * Exponential back-off with full jitter.
   *
   * @param initial bound of the first wait (default 200 ms); it doubles with each failure
   * @param max bound of every wait, also of one the MES asks for by Retry-After (default 60 s)
   */
  public record Retries(Duration initial, Duration max) implements Serializable {
    public Retries {
      if (initial.toMillis() < 1 || max.compareTo(initial) < 0) {
        throw new IllegalArgumentException(
            "Retries wait from %s to %s; the first must be at least 1 ms, the second at least the first."
                .formatted(initial, max));
      }
    }
  }

  public MesDeliveryOptions {
    Objects.requireNonNull(target, "target");
    if (maxQueued < 1 || maxAnswerBytes < 1 || lanes.parallelRequests() < 1) {
      throw new IllegalArgumentException(
          "maxQueued %d, maxAnswerBytes %d and parallelRequests %d must be at least 1."
              .formatted(maxQueued, maxAnswerBytes, lanes.parallelRequests()));
    }
  }

  /** The defaults. */
  public static MesDeliveryOptions to(MesTarget.Http target) {
    return new MesDeliveryOptions(
        target,
        new LaneOptions(64, Duration.ofSeconds(30), 3),
        new Retries(Duration.ofMillis(200), Duration.ofSeconds(60)),
        200_000,
        1 << 20);
  }

  /** What lanes need of them. */
  LaneSettings settings() {
    MesTarget.Http to = target;
    int longest = maxAnswerBytes;
    return new LaneSettings(
        MesDelivery.UID,
        lanes,
        retries,
        maxQueued,
        to.requestTimeout(),
        () -> new HttpMesClient(to, longest));
  }

  /** These options with others for lanes. */
  public MesDeliveryOptions withLanes(LaneOptions otherLanes) {
    return new MesDeliveryOptions(target, otherLanes, retries, maxQueued, maxAnswerBytes);
  }

  /** These options with other waits. */
  public MesDeliveryOptions withRetries(Retries otherRetries) {
    return new MesDeliveryOptions(target, lanes, otherRetries, maxQueued, maxAnswerBytes);
  }

  /** These options with another bound of messages held. */
  public MesDeliveryOptions withMaxQueued(int otherMaxQueued) {
    return new MesDeliveryOptions(target, lanes, retries, otherMaxQueued, maxAnswerBytes);
  }
}
