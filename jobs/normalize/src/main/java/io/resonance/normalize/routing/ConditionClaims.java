package io.resonance.normalize.routing;

import io.resonance.normalize.routing.PlantClaims.Claimant;
import io.resonance.schema.plant.ConditionSource;
import io.resonance.schema.plant.Equipment;
import io.resonance.schema.plant.PlantFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which equipment of a plant file claims which conditions of OPC UA servers. The most exact claim
 * counts: an equipment that names the source under {@code conditions}, else one of whose properties
 * is the source or the variable the condition watches, else one that takes all conditions of the
 * endpoint.
 */
public final class ConditionClaims {

  private final AddressTargets values;
  private final Map<List<String>, List<Claimant>> bySource = new LinkedHashMap<>();
  private final Map<String, Set<Claimant>> byEndpoint = new LinkedHashMap<>();

  /**
   * A condition of an equipment.
   *
   * @param claimant the equipment
   * @param property the property it is about; empty where it is about none
   */
  public record Claim(Claimant claimant, String property) {}

  public ConditionClaims(PlantFile plant, AddressTargets values) {
    this.values = values;
    for (Equipment equipment : plant.equipment()) {
      Claimant claimant = new Claimant(equipment.id(), equipment.hierarchyScope(plant.plant()));
      for (ConditionSource source : equipment.conditions()) {
        bySource
            .computeIfAbsent(List.of(source.endpoint(), source.source()), s -> new ArrayList<>())
            .add(claimant);
        byEndpoint
            .computeIfAbsent(source.endpoint(), endpoint -> new LinkedHashSet<>())
            .add(claimant);
      }
    }
  }

  /**
   * Who claims a condition; empty for nobody.
   *
   * @param sourceNode NodeId of what it is a condition of
   * @param sourceName name of that
   * @param inputNode NodeId of the variable it watches
   */
  public List<Claim> claims(
      String endpoint, String sourceNode, String sourceName, String inputNode) {
    List<Target> watched = new ArrayList<>(values.targets(endpoint, inputNode));
    watched.addAll(values.targets(endpoint, sourceNode));
    for (String source : List.of(sourceNode, sourceName)) {
      List<Claimant> named = source.isEmpty() ? List.of() : named(endpoint, source);
      if (!named.isEmpty()) {
        return claims(named, watched);
      }
    }
    if (!watched.isEmpty()) {
      List<Claimant> owners =
          watched.stream()
              .map(target -> new Claimant(target.equipment(), target.hierarchyScope()))
              .distinct()
              .toList();
      return claims(owners, watched);
    }
    return claims(named(endpoint, ConditionSource.ANY), watched);
  }

  /** Every equipment that may get conditions of an endpoint by name. */
  public List<Claimant> claimants(String endpoint) {
    return List.copyOf(byEndpoint.getOrDefault(endpoint, Set.of()));
  }

  private List<Claimant> named(String endpoint, String source) {
    return bySource.getOrDefault(List.of(endpoint, source), List.of());
  }

  private static List<Claim> claims(List<Claimant> claimants, List<Target> watched) {
    return claimants.stream()
        .map(claimant -> new Claim(claimant, property(claimant, watched)))
        .toList();
  }

  private static String property(Claimant claimant, List<Target> watched) {
    return watched.stream()
        .filter(target -> target.equipment().equals(claimant.equipment()))
        .map(target -> target.key().property())
        .findFirst()
        .orElse("");
  }
}
