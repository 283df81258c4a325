package io.resonance.normalize.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.normalize.routing.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said of values beside property, unit and quality: by the data item ({@code statistic},
 * {@code discrete}, {@code sampleRate}; {@code type} and {@code subType} where no term of the
 * profile says them) and by the observation ({@code duration}, {@code resetTriggered} and whatever
 * else it has).
 */
final class ItemAttributes {

  private ItemAttributes() {}

  /** Of an item out of the probe. */
  static Map<String, String> of(MtConnectDataItemDescription item, List<Target> targets) {
    Map<String, String> said = new LinkedHashMap<>();
    put("statistic", item.statistic(), said);
    boolean isDiscrete =
        item.more("discrete").equals("true") || item.representation().equals("DISCRETE");
    put("discrete", isDiscrete ? "true" : "", said);
    put("sampleRate", item.more("sampleRate"), said);
    if (hasOwnName(targets)) {
      put("type", item.type(), said);
      put("subType", item.subType(), said);
    }
    return Map.copyOf(said);
  }

  /** Of an item no probe described. */
  static Map<String, String> of(MtConnectDataItem item, List<Target> targets) {
    Map<String, String> said = new LinkedHashMap<>();
    put("statistic", item.statistic(), said);
    if (hasOwnName(targets)) {
      put("type", item.type(), said);
      put("subType", item.subType(), said);
    }
    return Map.copyOf(said);
  }

  /**
   * Of one observation.
   *
   * @param own its own attributes, names and values in turn
   * @param ofItem what is said of all observations of its item
   */
  static Map<String, String> of(String[] own, Map<String, String> ofItem) {
    if (own.length == 0) {
      return ofItem;
    }
    Map<String, String> said = new LinkedHashMap<>(ofItem);
    for (int i = 0; i < own.length; i += 2) {
      boolean isElsewhere = own[i].equals("quality") || own[i].equals("sampleCount");
      if (!isElsewhere) {
        said.put(own[i], own[i + 1]);
      }
    }
    return said;
  }

  private static boolean hasOwnName(List<Target> targets) {
    return targets.stream().anyMatch(target -> target.key().property().startsWith("x:"));
  }

  private static void put(String name, String value, Map<String, String> said) {
    if (!value.isEmpty()) {
      said.put(name, value);
    }
  }
}
