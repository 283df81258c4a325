package io.resonance.schema.plant;

import java.io.Serializable;
import java.util.List;

/**
 * A machine.
 *
 * @param id unique; the key of every record about it
 * @param path ISA-95 levels below the site, joined by {@code /}, such as {@code
 *     Hall-1/Line-3/MILL-01}
 * @param category term of the profile's vocabulary, such as {@code machine-tool}
 * @param properties which values of which endpoint are properties of this equipment; an MTConnect
 *     endpoint may also be named as a whole with {@link #agentDevices}
 * @param agentDevices MTConnect devices that are this equipment: all their data items become its
 *     properties
 * @param conditions which conditions and alarms of OPC UA servers are of this equipment, beside
 *     those of its properties
 * @param discoveries where nodes of OPC UA servers are found that become its properties
 */
public record Equipment(
    String id,
    String path,
    String category,
    List<PropertyMapping> properties,
    List<AgentDevice> agentDevices,
    List<ConditionSource> conditions,
    List<OpcUaDiscovery> discoveries)
    implements Serializable {

  public Equipment {
    properties = List.copyOf(properties);
    agentDevices = List.copyOf(agentDevices);
    conditions = List.copyOf(conditions);
    discoveries = List.copyOf(discoveries);
  }

  /** ISA-95 hierarchy scope: enterprise, site and the path below. */
  public String hierarchyScope(Plant plant) {
    return plant.enterprise() + "/" + plant.site() + "/" + path;
  }
}
