package io.resonance.conform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is remembered of one equipment: the keyed state of {@code conform}. */
final class EquipmentWatch {

  final List<PropertyWatch> properties = new ArrayList<>();
  final Map<String, EndpointClock> clocks = new HashMap<>();
  final Map<String, OpenGap> gaps = new LinkedHashMap<>();

  /** Open violations about connections, by what they are about. */
  final Map<String, OpenViolation> connections = new LinkedHashMap<>();

  private final Map<String, Integer> indexes = new HashMap<>();

  /** The index of a property, which is added where it is new. */
  int indexOf(String endpoint, String address, String property) {
    PropertyWatch watch = new PropertyWatch(endpoint, address, property);
    Integer known = indexes.get(watch.about());
    if (known != null) {
      return known;
    }
    add(watch);
    return properties.size() - 1;
  }

  void add(PropertyWatch watch) {
    indexes.put(watch.about(), properties.size());
    properties.add(watch);
  }

  EndpointClock clock(String endpoint) {
    return clocks.computeIfAbsent(endpoint, id -> new EndpointClock());
  }

  boolean hasOpenGap(String endpoint) {
    return gaps.values().stream().anyMatch(gap -> gap.endpoint().equals(endpoint));
  }

  EquipmentWatch copy() {
    EquipmentWatch copy = new EquipmentWatch();
    properties.forEach(watch -> copy.add(watch.copy()));
    clocks.forEach((endpoint, clock) -> copy.clocks.put(endpoint, clock.copy()));
    gaps.forEach((id, gap) -> copy.gaps.put(id, gap.copy()));
    connections.forEach((about, open) -> copy.connections.put(about, open.copy()));
    return copy;
  }
}
