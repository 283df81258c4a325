package io.resonance.connector.mes.sink;

import io.resonance.connector.mes.lane.DeliveryLanes.LaneOptions;
import io.resonance.connector.mes.lane.LaneClient;
import java.io.Serializable;
import java.time.Duration;

/**
 * How one kind of destination is delivered to.
 *
 * @param uid uid and name of the operator
 * @param lanes how lanes behave
 * @param retries how long to wait after failures
 * @param maxQueued messages a subtask holds before it reads no more than one per request timeout
 * @param requestTimeout how long one request may take
 * @param destination opens the way there, in each subtask
 */
public record LaneSettings(
    String uid,
    LaneOptions lanes,
    MesDeliveryOptions.Retries retries,
    int maxQueued,
    Duration requestTimeout,
    Destination destination)
    implements Serializable {

  /** Opens the way to where messages go. */
  @FunctionalInterface
  public interface Destination extends Serializable {

    /**
     * A client that is ready to send; the subtask closes it.
     *
     * @throws IllegalArgumentException if it cannot be used as it is configured
     */
    LaneClient open();
  }
}
