package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.schema.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the variables of a machine would be as properties, and why some have no term. */
public final class OpcUaMapping {

  private OpcUaMapping() {}

  /**
   * A variable of a machine.
   *
   * @param path its browse path as a plant file has it
   * @param property the property: a term of the profile, or {@code x:} and its path
   * @param unit code of its unit where the server does not say one; empty for none
   * @param why why it has no term; empty where it has one
   */
  public record Variable(String path, String property, String unit, Optional<String> why) {}

  /**
   * The variables of one machine, in the order of their paths.
   *
   * @param under browse path of the machine, without namespaces
   * @param nodes what lies below it, with full browse paths
   */
  public static List<Variable> of(Profile profile, String under, List<OpcUaItem> nodes) {
    int depth = OpcUaBrowsePath.parse(under).segments().size();
    FoundNodeNames names = new FoundNodeNames(profile);
    List<OpcUaItem> sorted = new ArrayList<>(nodes);
    sorted.sort(Comparator.comparing(OpcUaItem::browsePath));
    List<Variable> variables = new ArrayList<>();
    for (OpcUaItem node : sorted) {
      OpcUaBrowsePath path = OpcUaBrowsePath.parseFull(node.browsePath());
      variables.add(
          new Variable(
              path.plain(),
              names.property("", path.text(), path, depth),
              names.unit(path),
              names.whyUnmapped(path)));
    }
    return variables;
  }
}
