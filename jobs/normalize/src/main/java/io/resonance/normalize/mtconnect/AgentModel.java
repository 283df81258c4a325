package io.resonance.normalize.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectAsset;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.normalize.routing.PlantClaims;
import io.resonance.normalize.routing.Target;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.profile.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The targets of an agent's data items. The plant file's mapping of a data item comes first; where
 * a whole device is an equipment, its other items get the profile's term for their type, or {@code
 * x:} and their name. Two items of an equipment never share a property: later ones get the name of
 * their component, then of the item itself as qualifier.
 */
final class AgentModel {

  private final Profile profile;
  private final PlantClaims claims;
  private final String agent;
  private final Map<String, List<Target>> targets = new HashMap<>();
  private final Map<String, Map<String, String>> said = new HashMap<>();
  private final Map<String, Set<String>> taken = new HashMap<>();
  private boolean described;

  AgentModel(Profile profile, PlantClaims claims, String agent) {
    this.profile = profile;
    this.claims = claims;
    this.agent = agent;
  }

  /** Names the items of a probe anew, in its order. */
  void describe(List<MtConnectDataItemDescription> descriptions) {
    targets.clear();
    said.clear();
    taken.clear();
    described = true;
    for (MtConnectDataItemDescription description : descriptions) {
      reserve(description.dataItemId());
    }
    for (MtConnectDataItemDescription description : descriptions) {
      List<Target> named = named(ItemName.of(description));
      targets.put(description.dataItemId(), named);
      said.put(description.dataItemId(), ItemAttributes.of(description, named));
    }
  }

  /** What is said of every value of an item, beside its term and unit; usually nothing. */
  Map<String, String> said(MtConnectDataItem item) {
    Map<String, String> known = said.get(item.dataItemId());
    if (known == null) {
      known = ItemAttributes.of(item, targets(item));
      said.put(item.dataItemId(), known);
    }
    return known;
  }

  /** Every equipment that gets values of an item; where none does, all of the device's. */
  List<PlantClaims.Claimant> concerned(String dataItemId, String device) {
    List<PlantClaims.Claimant> owners =
        targets(dataItemId).stream()
            .map(target -> new PlantClaims.Claimant(target.equipment(), target.hierarchyScope()))
            .distinct()
            .toList();
    return owners.isEmpty() ? claimants(device) : owners;
  }

  /** Every equipment that is the device of an asset; where none is, all of the agent's. */
  List<PlantClaims.Claimant> ownersOf(MtConnectAsset asset, String device) {
    String name = asset.attributes().getOrDefault("name", asset.deviceUuid());
    List<PlantClaims.Claimant> owners =
        claims.devices().stream()
            .filter(claim -> claim.means(agent, name, asset.deviceUuid()))
            .map(PlantClaims.DeviceClaim::claimant)
            .distinct()
            .toList();
    return owners.isEmpty() ? claimants(device) : owners;
  }

  /** The targets of an item, also of one that no probe described; empty where nobody claims it. */
  List<Target> targets(MtConnectDataItem item) {
    List<Target> known = targets.get(item.dataItemId());
    if (known == null) {
      reserve(item.dataItemId());
      known = named(ItemName.of(item));
      targets.put(item.dataItemId(), known);
    }
    return known;
  }

  /** The targets of an item by its id; empty where nothing is known of it. */
  List<Target> targets(String dataItemId) {
    return targets.getOrDefault(dataItemId, List.of());
  }

  /**
   * Every equipment that reads anything from a device of the agent. No device means all of them;
   * where nothing is known of the device yet, all might.
   */
  List<PlantClaims.Claimant> claimants(String device) {
    List<PlantClaims.Claimant> all = claims.claimants(agent);
    if (device.isEmpty()) {
      return all;
    }
    Set<String> concerned = new HashSet<>();
    targets.values().forEach(found -> found.forEach(target -> concerned.add(target.equipment())));
    for (PlantClaims.DeviceClaim claim : claims.devices()) {
      if (claim.means(agent, device, device)) {
        concerned.add(claim.claimant().equipment());
      }
    }
    return concerned.isEmpty() && !described
        ? all
        : all.stream().filter(claimant -> concerned.contains(claimant.equipment())).toList();
  }

  private void reserve(String dataItemId) {
    for (Target target : claims.targets(agent, dataItemId)) {
      takenBy(target.equipment()).add(target.key().property());
    }
  }

  private List<Target> named(ItemName item) {
    List<Target> found = new ArrayList<>();
    Set<String> mapped = new HashSet<>();
    for (Target target : claims.targets(agent, item.id())) {
      mapped.add(target.equipment());
      found.add(withUnit(target, item.unit()));
    }
    for (PlantClaims.DeviceClaim claim : claims.devices()) {
      if (claim.means(agent, item.deviceName(), item.deviceUuid())
          && mapped.add(claim.claimant().equipment())) {
        String property = item.property(profile, takenBy(claim.claimant().equipment()));
        found.add(
            new Target(
                claim.claimant().equipment(),
                claim.claimant().hierarchyScope(),
                new PropertyKey(property, item.id(), "", item.unit())));
      }
    }
    return List.copyOf(found);
  }

  private static Target withUnit(Target target, String unit) {
    PropertyKey key = target.key();
    return key.nativeUnit().isEmpty()
        ? new Target(
            target.equipment(),
            target.hierarchyScope(),
            new PropertyKey(key.property(), key.address(), "", unit))
        : target; // the plant file's word counts more than the agent's
  }

  private Set<String> takenBy(String equipment) {
    return taken.computeIfAbsent(equipment, id -> new HashSet<>());
  }
}
