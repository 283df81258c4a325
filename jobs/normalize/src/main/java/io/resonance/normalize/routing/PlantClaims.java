package io.resonance.normalize.routing;

import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.plant.AgentDevice;
import io.resonance.schema.plant.Equipment;
import io.resonance.schema.plant.OpcUaDiscovery;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.PropertyMapping;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which equipment of a plant file claims which addresses and devices. */
public final class PlantClaims implements AddressTargets {

  private final Map<String, Map<String, List<Target>>> targets = new LinkedHashMap<>();
  private final List<DeviceClaim> devices = new ArrayList<>();
  private final Map<String, Map<String, Claimant>> claimants = new LinkedHashMap<>();

  /**
   * An equipment as records name it.
   *
   * @param equipment its id
   * @param hierarchyScope its ISA-95 hierarchy scope
   */
  public record Claimant(String equipment, String hierarchyScope) implements Serializable {}

  /**
   * A whole MTConnect device that is an equipment.
   *
   * @param claimant the equipment
   * @param device agent, and name or uuid of the device
   */
  public record DeviceClaim(Claimant claimant, AgentDevice device) {

    /** Whether a device is the one meant; no name means any device of the agent. */
    public boolean means(String agent, String name, String uuid) {
      return device.agent().equals(agent)
          && (device.device().isEmpty()
              || device.device().equals(name)
              || device.device().equals(uuid));
    }
  }

  public PlantClaims(PlantFile plant) {
    for (Equipment equipment : plant.equipment()) {
      Claimant claimant = new Claimant(equipment.id(), equipment.hierarchyScope(plant.plant()));
      for (PropertyMapping mapping : equipment.properties()) {
        add(claimant, mapping);
      }
      for (OpcUaDiscovery entry : equipment.discoveries()) {
        claimantsOf(entry.endpoint()).putIfAbsent(claimant.equipment(), claimant);
      }
      for (AgentDevice device : equipment.agentDevices()) {
        devices.add(new DeviceClaim(claimant, device));
        claimantsOf(device.agent()).putIfAbsent(claimant.equipment(), claimant);
      }
    }
  }

  /** Where the plant file sends the values of an address; empty where it does not name it. */
  @Override
  public List<Target> targets(String endpoint, String address) {
    return targets.getOrDefault(endpoint, Map.of()).getOrDefault(address, List.of());
  }

  /** The devices that are equipment. */
  public List<DeviceClaim> devices() {
    return List.copyOf(devices);
  }

  /** Every equipment that reads anything from an endpoint. */
  public List<Claimant> claimants(String endpoint) {
    return List.copyOf(claimants.getOrDefault(endpoint, Map.of()).values());
  }

  private void add(Claimant claimant, PropertyMapping mapping) {
    PropertyKey key = new PropertyKey(mapping.property(), mapping.address(), "", mapping.unit());
    targets
        .computeIfAbsent(mapping.endpoint(), id -> new LinkedHashMap<>())
        .computeIfAbsent(mapping.address(), id -> new ArrayList<>())
        .add(new Target(claimant.equipment(), claimant.hierarchyScope(), key));
    claimantsOf(mapping.endpoint()).putIfAbsent(claimant.equipment(), claimant);
  }

  private Map<String, Claimant> claimantsOf(String endpoint) {
    return claimants.computeIfAbsent(endpoint, id -> new LinkedHashMap<>());
  }
}
