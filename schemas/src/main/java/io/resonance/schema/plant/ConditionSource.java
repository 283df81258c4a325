package io.resonance.schema.plant;

import java.io.Serializable;

/**
 * Conditions and alarms of an OPC UA server (Part 9) that are of one equipment. A server is asked
 * for its conditions if some equipment names it here.
 *
 * @param endpoint id of the server in this file
 * @param source NodeId ({@code nsu=...}) or SourceName of what the conditions are of; {@link #ANY}
 *     for whatever no other equipment claims
 */
public record ConditionSource(String endpoint, String source) implements Serializable {

  /** Any source. */
  public static final String ANY = "";
}
