package io.resonance.schema.batch;

import io.resonance.schema.v1.Protocol;
import java.io.Serializable;
import java.util.Objects;

/**
 * The protocol endpoint a batch was read from, and the epoch in which its sequence numbers are
 * valid.
 *
 * @param protocol the protocol the endpoint speaks
 * @param endpoint id of the endpoint in the plant file
 * @param epoch MTConnect instanceId or the epoch of the OPC UA subscription
 */
public record Origin(Protocol protocol, String endpoint, long epoch) implements Serializable {

  public Origin {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(endpoint, "endpoint");
  }
}
