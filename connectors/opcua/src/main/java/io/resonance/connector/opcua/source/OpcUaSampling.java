package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/** How often the server samples the nodes of a selection. */
public sealed interface OpcUaSampling extends Serializable {

  /** At the endpoint's interval. */
  record OfEndpoint() implements OpcUaSampling {}

  /**
   * At an interval of their own.
   *
   * @param interval zero for as fast as the server can
   */
  record Every(Duration interval) implements OpcUaSampling {
    public Every {
      Objects.requireNonNull(interval, "interval");
    }
  }

  /** The item, sampled this way. */
  default OpcUaItem applyTo(OpcUaItem item) {
    return this instanceof Every own ? item.sampledEvery(own.interval()) : item;
  }
}
