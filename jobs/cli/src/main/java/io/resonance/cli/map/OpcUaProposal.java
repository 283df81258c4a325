package io.resonance.cli.map;

import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.normalize.opcua.OpcUaMapping;
import io.resonance.normalize.opcua.OpcUaMapping.Variable;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.profile.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The machines of a server as equipment: what lies in the folder Machines (OPC 40001-1, 6), else in
 * the folders below Objects. Variables with a term are named by their paths, which outlive a server
 * that renumbers its nodes.
 */
final class OpcUaProposal {

  private static final String MACHINES = "Machines";

  /** As long as a plant file takes it. */
  private static final int LONGEST_PROPERTY = 200;

  private OpcUaProposal() {}

  static Proposal of(Profile profile, List<OpcUaItem> nodes, String url, Path pki) {
    Map<String, List<OpcUaItem>> machines = new TreeMap<>();
    for (OpcUaItem node : nodes) {
      OpcUaBrowsePath path = OpcUaBrowsePath.parseFull(node.browsePath());
      if (path.segments().size() > 2) {
        machines.computeIfAbsent(machine(path), under -> new ArrayList<>()).add(node);
      }
    }
    if (machines.isEmpty()) {
      throw new StartRefusedException(
          "No variable lies in a folder below Objects, so there is no machine to map. `resonance opcua browse` shows what the server has.");
    }
    Proposal proposal = new Proposal("the OPC UA server " + url);
    proposal.endpoint("opcua:");
    proposal.endpoint("  application-uri: urn:my-plant:resonance # TODO");
    proposal.endpoint("  pki: " + Proposal.quoted(pki.toString()));
    proposal.endpoint("  servers:");
    proposal.endpoint("    - {id: server, url: %s} # TODO".formatted(Proposal.quoted(url)));
    machines.forEach((under, found) -> add(profile, under, found, proposal));
    return proposal;
  }

  private static String machine(OpcUaBrowsePath path) {
    List<OpcUaBrowsePath.Segment> segments = path.segments();
    boolean isMachine = segments.get(1).name().equals(MACHINES) && segments.size() > 3;
    return new OpcUaBrowsePath(segments.subList(0, isMachine ? 3 : 2)).plain();
  }

  private static void add(Profile profile, String under, List<OpcUaItem> nodes, Proposal proposal) {
    String id = proposal.idOf(OpcUaBrowsePath.parse(under).name());
    proposal.equipment("  - id: " + Proposal.quoted(id));
    proposal.equipment("    path: %s # TODO".formatted(Proposal.quoted("Hall-1/" + id)));
    proposal.equipment("    category: machine-tool # TODO");
    List<Variable> unmapped = new ArrayList<>();
    boolean isFirst = true;
    for (Variable variable : OpcUaMapping.of(profile, under, nodes)) {
      if (variable.why().isPresent() || variable.property().length() > LONGEST_PROPERTY) {
        proposal.countUnmapped();
        unmapped.add(variable);
        continue;
      }
      if (isFirst) {
        proposal.equipment("    properties:");
        isFirst = false;
      }
      proposal.countMapped();
      proposal.equipment(
          "      - {property: %s, endpoint: server, address: %s%s}"
              .formatted(
                  Proposal.quoted(variable.property()),
                  Proposal.quoted(variable.path()),
                  variable.unit().isEmpty() ? "" : ", unit: " + Proposal.quoted(variable.unit())));
    }
    if (!unmapped.isEmpty()) {
      // named explicitly nothing of it is read: without this a machine may have no values at all
      proposal.equipment(
          "    discover: # the rest, under its own names; leave it out to do without");
      proposal.equipment("      - {endpoint: server, under: %s}".formatted(Proposal.quoted(under)));
      proposal.equipment("    # Without a term:");
      unmapped.forEach(
          each ->
              proposal.equipment(
                  "    #   "
                      + Proposal.printable(
                          "%s -> %s: %s"
                              .formatted(
                                  each.path(),
                                  each.property(),
                                  each.why().orElse("its name is too long for a plant file")))));
    }
  }
}
