package io.resonance.schema.plant.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Follows references by id from one part of the file to another. */
final class ReferenceCheck {

  /** What makes something the equipment's own. */
  private static final List<String> VALUE_KEYS =
      List.of("properties", "devices", "discover", "conditions");

  private final Problems problems;
  private final List<Fields> servers;
  private final List<Fields> agents;
  private final List<Fields> equipment;
  private final List<Fields> models;
  private final Optional<Fields> mes;
  private final Set<String> serverIds;
  private final Set<String> agentIds;
  private final Set<String> endpointIds;
  private final Set<String> used = new HashSet<>();
  private boolean somethingIsMisnamed;

  ReferenceCheck(Problems problems, Fields top) {
    this.problems = problems;
    this.servers = DuplicateCheck.list(top, "opcua", "servers");
    this.agents = DuplicateCheck.list(top, "mtconnect", "agents");
    this.equipment = top.sections("equipment");
    this.models = top.sections("models");
    this.mes = top.section("mes");
    this.serverIds = ids(servers);
    this.agentIds = ids(agents);
    this.endpointIds = new TreeSet<>(serverIds);
    this.endpointIds.addAll(agentIds);
  }

  void check() {
    for (Fields machine : equipment) {
      machine.sections("properties").forEach(this::checkMapping);
      machine.sections("devices").forEach(this::checkDevice);
      machine.sections("conditions").forEach(this::checkCondition);
      machine.sections("discover").forEach(this::checkDiscovery);
      checkHasValues(machine);
    }
    checkModels();
    mes.ifPresent(
        section -> new MesCheck(problems).checkMessages(section, ids(equipment), ids(models)));
    servers.forEach(
        server -> new MesCheck(problems).checkWrites(server, ids(equipment), ids(models)));
    servers.stream()
        .filter(server -> !server.sections("writes").isEmpty())
        .flatMap(server -> server.maybeText("id").stream())
        .forEach(used::add);
    warnAboutUnused("server", servers);
    warnAboutUnused("agent", agents);
  }

  private void checkMapping(Fields mapping) {
    if (!mapping.has("endpoint")) {
      return;
    }
    String endpoint = mapping.text("endpoint");
    used.add(endpoint);
    if (!endpointIds.contains(endpoint)) {
      reportUnknown(mapping, "endpoint", "server or agent", endpointIds);
      return;
    }
    if (mapping.has("address")) {
      checkAddress(mapping, endpoint);
    }
  }

  private void checkAddress(Fields mapping, String endpoint) {
    String address = mapping.text("address");
    boolean nodeId = AddressText.isNodeId(address) || AddressText.isBrowsePath(address);
    if (serverIds.contains(endpoint) && !nodeId) {
      problems.error(
          mapping.placeOf("address"),
          address,
          "'%s' is an OPC UA server, but this is neither a NodeId nor a browse path."
              .formatted(endpoint),
          "Write nsu=<namespace URI>;s=<name> (or i=, g=, b= for the other identifiers), or a path"
              + " such as /Objects/Mill/SpindleSpeed.");
    } else if (agentIds.contains(endpoint) && !serverIds.contains(endpoint) && nodeId) {
      somethingIsMisnamed = true; // the endpoint may be meant for another
      problems.error(
          mapping.placeOf("address"),
          address,
          "'%s' is an MTConnect agent, but this is %s."
              .formatted(
                  endpoint,
                  AddressText.isBrowsePath(address)
                      ? "the browse path of an OPC UA node"
                      : "an OPC UA NodeId"),
          "Write the dataItemId, as the agent's /probe shows it.");
    }
  }

  private void checkDevice(Fields use) {
    if (!use.has("agent")) {
      return;
    }
    String agent = use.text("agent");
    used.add(agent);
    if (agentIds.contains(agent)) {
      return;
    }
    if (serverIds.contains(agent)) {
      somethingIsMisnamed = true;
      problems.error(
          use.placeOf("agent"),
          agent,
          "'%s' is an OPC UA server; only MTConnect agents have devices.".formatted(agent),
          "Map its values one by one under properties.");
    } else {
      reportUnknown(use, "agent", "agent", agentIds);
    }
  }

  private void checkCondition(Fields use) {
    if (!use.has("endpoint")) {
      return;
    }
    String endpoint = use.text("endpoint");
    used.add(endpoint);
    if (serverIds.contains(endpoint)) {
      checkSource(use);
    } else if (agentIds.contains(endpoint)) {
      somethingIsMisnamed = true;
      problems.error(
          use.placeOf("endpoint"),
          endpoint,
          "'%s' is an MTConnect agent; its conditions come with its data items."
              .formatted(endpoint),
          "Remove the entry, and name the agent under devices or its data items under properties.");
    } else {
      reportUnknown(use, "endpoint", "server", serverIds);
    }
  }

  private void checkDiscovery(Fields use) {
    if (!use.has("endpoint")) {
      return;
    }
    String endpoint = use.text("endpoint");
    used.add(endpoint);
    if (agentIds.contains(endpoint) && !serverIds.contains(endpoint)) {
      somethingIsMisnamed = true;
      problems.error(
          use.placeOf("endpoint"),
          endpoint,
          "'%s' is an MTConnect agent; only OPC UA servers are browsed.".formatted(endpoint),
          "Name the agent under devices; then all its data items are properties.");
    } else if (!serverIds.contains(endpoint)) {
      reportUnknown(use, "endpoint", "server", serverIds);
    }
  }

  private void checkSource(Fields use) {
    String source = use.maybeText("source").orElse("");
    if (source.matches("ns=[0-9]+;.*")) {
      problems.error(
          use.placeOf("source"),
          source,
          "The namespace is given by its index, which a server may give to another namespace at any"
              + " restart.",
          "Write nsu=<namespace URI>;... as the server's NamespaceArray has it, or the"
              + " SourceName.");
    }
  }

  private void checkHasValues(Fields machine) {
    String path = machine.place().path();
    boolean hasSome =
        VALUE_KEYS.stream()
            .anyMatch(key -> machine.has(key) || problems.isBroken(path + "." + key));
    if (!hasSome) {
      problems.error(
          machine.place(),
          "The equipment %s has neither properties nor devices nor discover nor conditions, so nothing would ever be its own."
              .formatted(machine.maybeText("id").map(id -> "'" + id + "'").orElse("")),
          "Add properties, devices, discover or conditions, or remove the equipment.");
    }
  }

  private void checkModels() {
    Set<String> known = ids(equipment);
    for (Fields model : models) {
      for (Field id : model.items("equipment")) {
        if (!known.contains(id.as(String.class)) && !problems.isBroken("equipment")) {
          problems.error(
              id.place(),
              id.spelled(),
              "There is no equipment '%s'.%s"
                  .formatted(id.spelled(), Nearest.question(id.spelled(), known)),
              "Write the id of one of: " + String.join(", ", first(known)) + ".");
        }
      }
    }
  }

  private void warnAboutUnused(String noun, List<Fields> endpoints) {
    if (problems.isBroken("equipment") || somethingIsMisnamed) {
      return;
    }
    for (Fields endpoint : endpoints) {
      endpoint
          .maybeText("id")
          .filter(id -> !used.contains(id))
          .ifPresent(
              id ->
                  problems.warning(
                      endpoint.placeOf("id"),
                      id,
                      "No equipment uses the %s '%s'.".formatted(noun, id),
                      "Map values of it under equipment, or remove it."));
    }
  }

  // what could not be read may be what is referred to
  private boolean allEndpointsAreKnown() {
    return !problems.isBroken("opcua")
        && !problems.isBroken("opcua.servers")
        && !problems.isBroken("mtconnect")
        && !problems.isBroken("mtconnect.agents");
  }

  private void reportUnknown(Fields fields, String key, String noun, Set<String> known) {
    somethingIsMisnamed = true;
    if (!allEndpointsAreKnown()) {
      return;
    }
    String id = fields.text(key);
    problems.error(
        fields.placeOf(key),
        id,
        "There is no %s '%s'.%s".formatted(noun, id, Nearest.question(id, known)),
        known.isEmpty()
            ? "Add it under opcua.servers or mtconnect.agents."
            : "Write the id of one of: " + String.join(", ", first(known)) + ".");
  }

  private static List<String> first(Set<String> known) {
    List<String> sorted = known.stream().limit(10).toList();
    if (known.size() <= sorted.size()) {
      return sorted;
    }
    List<String> cut = new ArrayList<>(sorted);
    cut.add("...");
    return cut;
  }

  private static Set<String> ids(List<Fields> entries) {
    Set<String> ids = new TreeSet<>();
    entries.forEach(entry -> entry.maybeText("id").ifPresent(ids::add));
    return ids;
  }
}
