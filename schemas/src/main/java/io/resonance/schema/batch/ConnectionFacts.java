package io.resonance.schema.batch;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the connection to an endpoint is protected, sent when it is made and again while it lasts.
 *
 * @param protection what is in force, as the protocol names it
 * @param weaknesses what is weaker than it should be, each in a few words; empty if nothing is
 * @param certificateEnds end of validity by whose certificate it is ("our own", "the server's"), in
 *     nanoseconds since the Unix epoch
 * @param at when this was so, in nanoseconds since the Unix epoch
 */
public record ConnectionFacts(
    String protection, List<String> weaknesses, Map<String, Long> certificateEnds, long at)
    implements Serializable {

  public ConnectionFacts {
    Objects.requireNonNull(protection, "protection");
    weaknesses = List.copyOf(weaknesses);
    certificateEnds = Map.copyOf(certificateEnds);
  }
}
