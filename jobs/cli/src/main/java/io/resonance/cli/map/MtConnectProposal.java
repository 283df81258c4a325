package io.resonance.cli.map;

import io.resonance.connector.mtconnect.source.MtConnectBrowser;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.normalize.mtconnect.MtConnectMapping;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.PropertyTerm;
import io.resonance.schema.profile.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An agent's devices as equipment: each as a whole, for the profile names its data items. */
final class MtConnectProposal {

  private MtConnectProposal() {}

  static Proposal of(Profile profile, MtConnectBrowser.Model model, String url) {
    Map<String, List<MtConnectDataItemDescription>> devices = new LinkedHashMap<>();
    for (MtConnectDataItemDescription item : model.dataItems()) {
      devices.computeIfAbsent(item.deviceUuid(), uuid -> new ArrayList<>()).add(item);
    }
    if (devices.isEmpty()) {
      throw new StartRefusedException(
          "The document describes no data items. Give the answer of the agent's /probe.");
    }
    Proposal proposal = new Proposal("the MTConnect agent " + url);
    proposal.endpoint("mtconnect:");
    proposal.endpoint("  agents:");
    proposal.endpoint("    - {id: agent, url: %s} # TODO".formatted(Proposal.quoted(url)));
    devices.forEach((uuid, items) -> add(profile, uuid, items, proposal));
    return proposal;
  }

  private static void add(
      Profile profile, String uuid, List<MtConnectDataItemDescription> items, Proposal proposal) {
    String name = items.get(0).deviceName();
    String id = proposal.idOf(name.isEmpty() ? uuid : name);
    proposal.equipment("  - id: " + Proposal.quoted(id));
    proposal.equipment("    path: %s # TODO".formatted(Proposal.quoted("Hall-1/" + id)));
    proposal.equipment("    category: machine-tool # TODO");
    proposal.equipment("    devices:");
    proposal.equipment(
        "      - {agent: agent, device: %s}"
            .formatted(Proposal.quoted(uuid.isEmpty() ? name : uuid)));
    List<String> unmapped = new ArrayList<>();
    proposal.equipment("    # What its data items become:");
    for (MtConnectMapping.Item item : MtConnectMapping.of(profile, items)) {
      MtConnectDataItemDescription said = item.description();
      if (said.category() == MtConnectCategory.CONDITION) {
        continue;
      }
      String line = "%s %s %s".formatted(said.dataItemId(), said.type(), said.subType()).strip();
      if (item.why().isPresent()) {
        proposal.countUnmapped();
        unmapped.add("%s -> %s: %s".formatted(line, item.property(), item.why().get()));
      } else {
        proposal.countMapped();
        proposal.equipment(
            comment("%s -> %s%s".formatted(line, item.property(), unit(profile, item.property()))));
      }
    }
    if (!unmapped.isEmpty()) {
      proposal.equipment("    # Delivered under their own names. To give one a term, name it:");
      proposal.equipment(
          "    # properties: [{property: <term>, endpoint: agent, address: <dataItemId>}]");
      unmapped.forEach(line -> proposal.equipment(comment(line)));
    }
  }

  private static String unit(Profile profile, String property) {
    return profile
        .term(property)
        .flatMap(PropertyTerm::canonicalUnit)
        .map(Unit::code)
        .map(code -> " in " + code)
        .orElse("");
  }

  private static String comment(String line) {
    return "    #   " + Proposal.printable(line);
  }
}
