package io.resonance.schema.plant;

import java.io.Serializable;
import java.util.List;

/**
 * Nodes of an OPC UA server that are properties of an equipment without being named one by one:
 * whatever is found below a folder or object. What {@code properties} name is not taken again.
 *
 * @param endpoint id of the server in this file
 * @param under browse path of the folder or object, such as {@code /Objects/Mill}
 * @param glob pattern below it, {@code **} for everything
 * @param type a VariableType or ObjectType the nodes are of; empty for any
 * @param exclude patterns below {@code under} of what is left out
 * @param atMost how many nodes are taken at most
 */
public record OpcUaDiscovery(
    String endpoint, String under, String glob, String type, List<String> exclude, int atMost)
    implements Serializable {

  public OpcUaDiscovery {
    exclude = List.copyOf(exclude);
  }
}
