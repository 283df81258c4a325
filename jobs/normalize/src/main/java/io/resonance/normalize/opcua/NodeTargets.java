package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaPathPattern;
import io.resonance.connector.opcua.source.OpcUaSelectionMatcher;
import io.resonance.normalize.routing.AddressTargets;
import io.resonance.normalize.routing.PlantClaims;
import io.resonance.normalize.routing.Target;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.plant.Equipment;
import io.resonance.schema.plant.OpcUaDiscovery;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.PropertyMapping;
import io.resonance.schema.profile.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the values of OPC UA nodes go, by NodeId. Nodes the plant file names by NodeId are known
 * from the start; of those it names by path or finds under {@code discover}, the NodeIds are learnt
 * from the source, with their paths. In records the address of a found node is its NodeId.
 *
 * <p>What {@code properties} name is not found again; of several entries the one with the deepest
 * {@code under} counts, so that a machine within a line takes its own nodes.
 */
final class NodeTargets implements AddressTargets {

  /** A property whose node is named by its path. */
  private record PathClaim(
      OpcUaPathPattern pattern, Equipment equipment, PropertyMapping mapping) {}

  /**
   * An entry under {@code discover}.
   *
   * @param depth how many names {@code under} has
   * @param namedFrom from which name of a path on its nodes are named
   */
  private record Claim(
      OpcUaSelectionMatcher matcher, Equipment equipment, int depth, int namedFrom) {}

  private final PlantFile plant;
  private final PlantClaims claims;
  private final FoundNodeNames names;

  /** By endpoint, then by the last name of the path, for a plant may name thousands. */
  private final Map<String, Map<String, List<PathClaim>>> paths = new HashMap<>();

  private final Map<String, List<Claim>> discoveries = new HashMap<>();
  private final Map<String, Map<String, List<Target>>> found = new HashMap<>();

  NodeTargets(
      PlantFile plant, PlantClaims claims, Profile profile, Collection<FoundName> namesBefore) {
    this.plant = plant;
    this.claims = claims;
    this.names = new FoundNodeNames(plant, profile, namesBefore);
    for (Equipment equipment : plant.equipment()) {
      for (PropertyMapping mapping : equipment.properties()) {
        if (mapping.isByPath()) {
          paths
              .computeIfAbsent(mapping.endpoint(), endpoint -> new HashMap<>())
              .computeIfAbsent(
                  OpcUaBrowsePath.parse(mapping.address()).name(), name -> new ArrayList<>())
              .add(new PathClaim(OpcUaPathPattern.compile(mapping.address()), equipment, mapping));
        }
      }
      equipment.discoveries().forEach(entry -> add(equipment, entry));
    }
  }

  /** An equipment with several folders needs their names in those of its properties. */
  private void add(Equipment equipment, OpcUaDiscovery entry) {
    int depth = OpcUaBrowsePath.parse(entry.under()).segments().size();
    boolean several =
        equipment.discoveries().stream().map(OpcUaDiscovery::under).distinct().count() > 1;
    discoveries
        .computeIfAbsent(entry.endpoint(), endpoint -> new ArrayList<>())
        .add(
            new Claim(
                new OpcUaSelectionMatcher(OpcUaSelections.of(entry)),
                equipment,
                depth,
                several ? Math.max(0, depth - 1) : depth));
  }

  /** Names of found nodes that must stay as they are over restarts. */
  Set<FoundName> disputedNames() {
    return names.disputed();
  }

  @Override
  public List<Target> targets(String endpoint, String nodeId) {
    List<Target> known = found.getOrDefault(endpoint, Map.of()).get(nodeId);
    return known == null ? claims.targets(endpoint, nodeId) : known;
  }

  /** Forgets the nodes of a subscription that has others from now on. */
  void forget(String endpoint, List<String> nodeIds) {
    Map<String, List<Target>> known = found.get(endpoint);
    if (known != null) {
      nodeIds.forEach(known::remove);
    }
  }

  /**
   * Learns the nodes of a subscription.
   *
   * @param fullPaths their paths, in the same order; empty texts or an empty list if not known
   */
  void learn(String endpoint, List<String> nodeIds, List<String> fullPaths) {
    if (!paths.containsKey(endpoint) && !discoveries.containsKey(endpoint)) {
      return;
    }
    Map<String, String> byPath = new TreeMap<>(); // who gets a name first must not depend on luck
    for (int node = 0; node < fullPaths.size(); node++) {
      if (!fullPaths.get(node).isEmpty()) {
        byPath.put(fullPaths.get(node), nodeIds.get(node));
      }
    }
    Map<String, List<Target>> known = found.computeIfAbsent(endpoint, id -> new HashMap<>());
    byPath.forEach(
        (path, nodeId) -> {
          List<Target> targets = find(endpoint, nodeId, OpcUaBrowsePath.parseFull(path));
          if (!targets.isEmpty()) {
            known.put(nodeId, targets);
          }
        });
  }

  private List<Target> find(String endpoint, String nodeId, OpcUaBrowsePath path) {
    List<Target> named = new ArrayList<>(claims.targets(endpoint, nodeId));
    paths.getOrDefault(endpoint, Map.of()).getOrDefault(path.name(), List.of()).stream()
        .filter(claim -> claim.pattern().matches(path))
        .map(
            claim ->
                target(
                    claim.equipment(),
                    new PropertyKey(
                        claim.mapping().property(), nodeId, "", claim.mapping().unit())))
        .forEach(named::add);
    return named.isEmpty() ? discovered(endpoint, nodeId, path) : named;
  }

  private List<Target> discovered(String endpoint, String nodeId, OpcUaBrowsePath path) {
    Map<String, Claim> byEquipment = new LinkedHashMap<>();
    int deepest = 0;
    for (Claim claim : discoveries.getOrDefault(endpoint, List.of())) {
      if (claim.depth() >= deepest && claim.matcher().covers(path)) {
        if (claim.depth() > deepest) {
          byEquipment.clear();
          deepest = claim.depth();
        }
        byEquipment.putIfAbsent(claim.equipment().id(), claim);
      }
    }
    List<Target> targets = new ArrayList<>();
    byEquipment.forEach(
        (equipment, claim) ->
            targets.add(
                target(
                    claim.equipment(),
                    new PropertyKey(
                        names.property(
                            equipment, path.text() + " " + endpoint, path, claim.namedFrom()),
                        nodeId,
                        "",
                        names.unit(path)))));
    return targets;
  }

  /**
   * Why nodes of a subscription have no term of the profile, by property; without those that the
   * plant file names itself.
   *
   * @param fullPaths the nodes' paths, in the same order; empty texts or an empty list if not known
   */
  Map<String, String> unmapped(String endpoint, List<String> nodeIds, List<String> fullPaths) {
    Map<String, String> reasons = new HashMap<>();
    for (int node = 0; node < fullPaths.size(); node++) {
      if (fullPaths.get(node).isEmpty()) {
        continue;
      }
      for (Target target : targets(endpoint, nodeIds.get(node))) {
        String property = target.key().property();
        if (Profile.isOwnName(property)) {
          names
              .whyUnmapped(OpcUaBrowsePath.parseFull(fullPaths.get(node)))
              .ifPresent(why -> reasons.put(target.equipment() + " " + property, why));
        }
      }
    }
    return reasons;
  }

  private Target target(Equipment equipment, PropertyKey key) {
    return new Target(equipment.id(), equipment.hierarchyScope(plant.plant()), key);
  }
}
