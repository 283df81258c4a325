package io.resonance.conform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is remembered of one equipment: the keyed state of {@code conform}. */
final class EquipmentWatch {

  /** In {@link #healthFrom}: no value has come yet. */
  static final long NO_INTERVAL = Long.MIN_VALUE;

  /** When the present interval of data health began, in ns since the Unix epoch. */
  long healthFrom = NO_INTERVAL;

  /** When values came last, by the clock of arrival in ns since the Unix epoch. */
  long heardAt = NO_INTERVAL;

  /** How much the clock of the values was behind that of arrival, in ns. */
  long behind;

  /** When silence is looked for next, by the clock of arrival in ns; in the past where never. */
  long silenceTimer = NO_INTERVAL;

  /** ISA-95 hierarchy scope of the equipment; empty until values came. */
  String hierarchyScope = "";

  final List<PropertyWatch> properties = new ArrayList<>();
  final Map<String, EndpointClock> clocks = new HashMap<>();
  final Map<String, OpenGap> gaps = new LinkedHashMap<>();

  /** Open violations about connections, by what they are about. */
  final Map<String, OpenViolation> connections = new LinkedHashMap<>();

  /**
   * Index + 1 of properties by the hash of what they are told apart by, 0 for a free place; never
   * more than half full. Names of a million properties as keys of a map would take more room than
   * all that is remembered of them.
   */
  private int[] places = new int[16];

  /** Those whose last value is remembered, by name; made when needed. */
  private Map<String, PropertyWatch> remembered;

  /** The index of a property, which is added where it is new. */
  int indexOf(String endpoint, String address, String property) {
    int place = place(endpoint, address, property);
    if (places[place] != 0) {
      return places[place] - 1;
    }
    add(new PropertyWatch(endpoint, address, property));
    return properties.size() - 1;
  }

  void add(PropertyWatch watch) {
    properties.add(watch);
    if (properties.size() * 2 > places.length) {
      places = new int[places.length * 2];
      for (int index = 0; index < properties.size(); index++) {
        settle(index);
      }
    } else {
      settle(properties.size() - 1);
    }
  }

  private void settle(int index) {
    PropertyWatch watch = properties.get(index);
    places[place(watch.endpoint, watch.address, watch.property)] = index + 1;
  }

  /** Where the property is, or the free place where it belongs. */
  private int place(String endpoint, String address, String property) {
    int hash = 31 * (31 * endpoint.hashCode() + address.hashCode()) + property.hashCode();
    int place = (hash ^ hash >>> 16) & places.length - 1;
    while (places[place] != 0
        && !properties.get(places[place] - 1).is(endpoint, address, property)) {
      place = place + 1 & places.length - 1;
    }
    return place;
  }

  /** The properties whose last value is remembered, by name. */
  Map<String, PropertyWatch> remembered() {
    if (remembered == null) {
      remembered = new HashMap<>();
      for (PropertyWatch watch : properties) {
        if (watch.latest != null) {
          remembered.put(watch.property, watch);
        }
      }
    }
    return remembered;
  }

  EndpointClock clock(String endpoint) {
    return clocks.computeIfAbsent(endpoint, id -> new EndpointClock());
  }

  boolean hasOpenGap(String endpoint) {
    return gaps.values().stream().anyMatch(gap -> gap.endpoint().equals(endpoint));
  }

  EquipmentWatch copy() {
    EquipmentWatch copy = new EquipmentWatch();
    copy.healthFrom = healthFrom;
    copy.heardAt = heardAt;
    copy.behind = behind;
    copy.silenceTimer = silenceTimer;
    copy.hierarchyScope = hierarchyScope;
    properties.forEach(watch -> copy.add(watch.copy()));
    clocks.forEach((endpoint, clock) -> copy.clocks.put(endpoint, clock.copy()));
    gaps.forEach((id, gap) -> copy.gaps.put(id, gap.copy()));
    connections.forEach((about, open) -> copy.connections.put(about, open.copy()));
    return copy;
  }
}
