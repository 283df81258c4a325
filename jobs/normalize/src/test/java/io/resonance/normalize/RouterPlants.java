package io.resonance.normalize;

import io.resonance.schema.plant.AgentDevice;
import io.resonance.schema.plant.ConditionSource;
import io.resonance.schema.plant.Equipment;
import io.resonance.schema.plant.Plant;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.plant.PropertyMapping;
import java.util.List;
import java.util.Map;

/** A plant of two mills on one server and a lathe on an agent; only what routers read is there. */
public final class RouterPlants {

  private RouterPlants() {}

  public static PlantFile plant() {
    return new PlantFile(
        new Plant("shenyang", "Acme", "Shenyang"),
        new ProfileReference("mdr-profile-0.1", Map.of()),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(
            new Equipment(
                "MILL-01",
                "Hall-1/MILL-01",
                "machine-tool",
                List.of(
                    mapping("spindle-speed", "server", "nsu=urn:m;s=S1", ""),
                    mapping("feed-rate", "server", "nsu=urn:m;s=F1", "mm/min")),
                List.of(),
                List.of(
                    new ConditionSource("server", "Spindle 1"),
                    new ConditionSource("server", "nsu=urn:m;s=Spindle")),
                List.of()),
            new Equipment(
                "MILL-02",
                "Hall-1/MILL-02",
                "machine-tool",
                List.of(mapping("spindle-speed", "server", "nsu=urn:m;s=S2", "")),
                List.of(),
                List.of(new ConditionSource("other", ConditionSource.ANY)),
                List.of()),
            new Equipment(
                "LATHE-01",
                "Hall-1/LATHE-01",
                "machine-tool",
                List.of(mapping("coolant-temperature", "agent", "t9", "")),
                List.of(new AgentDevice("agent", "Lathe")),
                List.of(),
                List.of())),
        List.of());
  }

  private static PropertyMapping mapping(
      String property, String endpoint, String address, String unit) {
    return new PropertyMapping(property, endpoint, address, unit);
  }
}
