package io.resonance.schema.plant;

import java.io.Serializable;
import java.util.Map;

/**
 * One value of an endpoint that is a property of an equipment.
 *
 * @param property term of the profile's vocabulary, or a name of one's own that begins with {@code
 *     x:}
 * @param endpoint id of the server or agent in this file
 * @param address NodeId as {@code nsu=<namespace URI>;s=...} (never a namespace index), browse path
 *     of an OPC UA node as {@code /Objects/...}, or MTConnect dataItemId
 * @param unit the unit the machine uses, where it does not say itself or says it wrong; empty
 *     otherwise
 * @param words words of the term's vocabulary by what the machine says instead; usually empty
 */
public record PropertyMapping(
    String property, String endpoint, String address, String unit, Map<String, String> words)
    implements Serializable {

  public PropertyMapping {
    words = Map.copyOf(words);
  }

  /** A value whose words are those of the vocabulary. */
  public PropertyMapping(String property, String endpoint, String address, String unit) {
    this(property, endpoint, address, unit, Map.of());
  }

  /** Whether the address is a browse path, so that the node has to be found first. */
  public boolean isByPath() {
    return address.startsWith("/");
  }
}
