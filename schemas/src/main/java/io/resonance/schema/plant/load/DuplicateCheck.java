package io.resonance.schema.plant.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds what may stand in a file only once but stands there twice. */
final class DuplicateCheck {

  private final Problems problems;

  DuplicateCheck(Problems problems) {
    this.problems = problems;
  }

  void check(Fields top) {
    List<Fields> servers = list(top, "opcua", "servers");
    List<Fields> agents = list(top, "mtconnect", "agents");
    List<Fields> equipment = top.sections("equipment");
    uniqueIds("server or agent", Stream.concat(servers.stream(), agents.stream()).toList());
    uniqueIds("equipment", equipment);
    uniqueIds("model", top.sections("models"));
    warnAboutSame("URL", "url", servers);
    warnAboutSame("URL", "url", agents);
    warnAboutSame("path", "path", equipment);
    equipment.forEach(this::uniqueProperties);
    uniqueAddresses(equipment);
    uniqueDevices(equipment);
    uniqueConditions(equipment);
    uniqueDiscoveries(equipment);
    top.sections("models").forEach(this::uniqueModelEquipment);
  }

  static List<Fields> list(Fields top, String section, String key) {
    return top.section(section).map(fields -> fields.sections(key)).orElse(List.of());
  }

  private void uniqueIds(String noun, List<Fields> entries) {
    Map<String, Place> first = new HashMap<>();
    for (Fields entry : entries) {
      entry
          .maybeText("id")
          .ifPresent(
              id -> {
                Place place = entry.placeOf("id");
                Place earlier = first.putIfAbsent(id, place);
                if (earlier != null) {
                  problems.error(
                      place,
                      id,
                      "The id '%s' is given to more than one %s, in lines %d and %d."
                          .formatted(id, noun, earlier.line(), place.line()),
                      "Give each its own id.");
                }
              });
    }
  }

  private void warnAboutSame(String noun, String key, List<Fields> entries) {
    Map<String, Place> first = new HashMap<>();
    for (Fields entry : entries) {
      entry
          .maybeText(key)
          .ifPresent(
              text -> {
                Place place = entry.placeOf(key);
                Place earlier = first.putIfAbsent(text, place);
                if (earlier != null) {
                  problems.warning(
                      place,
                      text,
                      "Line %d has the same %s.".formatted(earlier.line(), noun),
                      "Check that it was not copied by mistake.");
                }
              });
    }
  }

  private void uniqueProperties(Fields equipment) {
    Map<String, Place> first = new HashMap<>();
    for (Fields mapping : equipment.sections("properties")) {
      mapping
          .maybeText("property")
          .ifPresent(
              property -> {
                Place place = mapping.placeOf("property");
                Place earlier = first.putIfAbsent(property, place);
                if (earlier != null) {
                  problems.error(
                      place,
                      property,
                      "The property '%s' of %s is mapped twice, in lines %d and %d."
                          .formatted(
                              property,
                              equipment.maybeText("id").orElse("this equipment"),
                              earlier.line(),
                              place.line()),
                      "Keep one of the two, or give the second a name of its own that begins with x:.");
                }
              });
    }
  }

  private void uniqueAddresses(List<Fields> equipment) {
    Map<List<String>, Place> first = new HashMap<>();
    for (Fields machine : equipment) {
      for (Fields mapping : machine.sections("properties")) {
        if (mapping.has("endpoint") && mapping.has("address")) {
          Place place = mapping.placeOf("address");
          String address = mapping.text("address");
          Place earlier = first.putIfAbsent(List.of(mapping.text("endpoint"), address), place);
          if (earlier != null) {
            problems.warning(
                place,
                address,
                "The same address of the same endpoint is mapped in line %d too."
                    .formatted(earlier.line()),
                "Check that it was not copied by mistake; two properties will get the same values.");
          }
        }
      }
    }
  }

  private void uniqueDevices(List<Fields> equipment) {
    Map<String, Map<String, Place>> byAgent = new HashMap<>();
    for (Fields machine : equipment) {
      for (Fields use : machine.sections("devices")) {
        if (use.has("agent") && use.has("device")) {
          String device = use.text("device");
          Place place = use.place();
          Map<String, Place> devices =
              byAgent.computeIfAbsent(use.text("agent"), agent -> new HashMap<>());
          Place earlier = devices.get(device);
          if (earlier == null
              && !devices.isEmpty()
              && (device.isEmpty() || devices.containsKey(""))) {
            earlier = devices.values().iterator().next();
          }
          devices.putIfAbsent(device, place);
          if (earlier != null) {
            reportDevice(use, device, place, earlier);
          }
        }
      }
    }
  }

  private void uniqueConditions(List<Fields> equipment) {
    Map<List<String>, Place> first = new HashMap<>();
    for (Fields machine : equipment) {
      for (Fields use : machine.sections("conditions")) {
        if (use.has("endpoint") && use.has("source")) {
          String source = use.text("source");
          Place earlier = first.putIfAbsent(List.of(use.text("endpoint"), source), use.place());
          if (earlier != null) {
            problems.error(
                use.place(),
                source.isEmpty()
                    ? "All other conditions of '%s' are already taken, in line %d."
                        .formatted(use.text("endpoint"), earlier.line())
                    : "The conditions of '%s' at '%s' are already taken, in line %d."
                        .formatted(source, use.text("endpoint"), earlier.line()),
                "Name the source of each by the key source, each source once.");
          }
        }
      }
    }
  }

  private void uniqueDiscoveries(List<Fields> equipment) {
    Map<List<String>, Place> first = new HashMap<>();
    for (Fields machine : equipment) {
      for (Fields use : machine.sections("discover")) {
        if (use.has("endpoint") && use.has("under") && use.has("glob") && use.has("type")) {
          String under = use.text("under");
          List<String> what =
              List.of(use.text("endpoint"), under, use.text("glob"), use.text("type"));
          Place earlier = first.putIfAbsent(what, use.place());
          if (earlier != null) {
            problems.error(
                use.place(),
                "The nodes below '%s' of '%s' are already taken, in line %d."
                    .formatted(under, use.text("endpoint"), earlier.line()),
                "Give each entry its own folder or pattern.");
          }
        }
      }
    }
  }

  private void reportDevice(Fields use, String device, Place place, Place earlier) {
    problems.error(
        place,
        device.isEmpty()
            ? "The only device of the agent '%s' is already taken, in line %d."
                .formatted(use.text("agent"), earlier.line())
            : "The device '%s' of the agent '%s' is already taken, in line %d."
                .formatted(device, use.text("agent"), earlier.line()),
        "Name the device of each by the key device, each device once.");
  }

  private void uniqueModelEquipment(Fields model) {
    Map<String, Place> first = new HashMap<>();
    for (Field id : model.items("equipment")) {
      Place earlier = first.putIfAbsent(id.as(String.class), id.place());
      if (earlier != null) {
        problems.error(
            id.place(),
            id.spelled(),
            "The equipment '%s' is named twice for this model.".formatted(id.spelled()),
            "Keep one of the two.");
      }
    }
  }
}
