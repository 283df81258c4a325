package io.resonance.connector.opcua.client.browse;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/** The limits of one server: what it says and what is known of its kind, the smaller wins. */
public final class OperationLimits {

  private final Map<Limit, Integer> said;
  private final Map<Limit, Integer> known;

  OperationLimits(Map<Limit, Integer> said, Map<Limit, Integer> known) {
    this.said = new EnumMap<>(Limit.class);
    this.said.putAll(said);
    this.known = new EnumMap<>(Limit.class);
    this.known.putAll(known);
  }

  /** Nothing is known of the server. */
  public static OperationLimits unknown() {
    return new OperationLimits(Map.of(), Map.of());
  }

  /** What to use: the smallest of the server's word, its quirk and what makes sense at all. */
  public int of(Limit limit) {
    return Math.min(
        limit.most(),
        Math.min(
            said.getOrDefault(limit, Integer.MAX_VALUE),
            known.getOrDefault(limit, Integer.MAX_VALUE)));
  }

  /** What the server itself says. */
  public OptionalInt saidByServer(Limit limit) {
    return said.containsKey(limit) ? OptionalInt.of(said.get(limit)) : OptionalInt.empty();
  }

  /** What is known of its kind. */
  public OptionalInt knownOfKind(Limit limit) {
    return known.containsKey(limit) ? OptionalInt.of(known.get(limit)) : OptionalInt.empty();
  }
}
