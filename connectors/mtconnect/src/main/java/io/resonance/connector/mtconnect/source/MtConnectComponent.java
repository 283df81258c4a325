package io.resonance.connector.mtconnect.source;

import java.util.List;
import java.util.Map;

/**
 * A part of a machine as the probe describes it; a device is the outermost one (MTConnect Part 2,
 * Component). Texts that the document does not give are empty.
 *
 * @param type element name with prefix, as in {@code Linear} or {@code x:Magazine}
 * @param id id attribute
 * @param name name attribute
 * @param uuid uuid attribute
 * @param description text and attributes of its Description, by name; the text is under the empty
 *     name
 * @param relationships to other components, devices, assets and DataItems
 * @param dataItemIds DataItems of its own, in the order of the document
 * @param children its parts
 */
public record MtConnectComponent(
    String type,
    String id,
    String name,
    String uuid,
    Map<String, String> description,
    List<Relationship> relationships,
    List<String> dataItemIds,
    List<MtConnectComponent> children) {

  public MtConnectComponent {
    description = Map.copyOf(description);
    relationships = List.copyOf(relationships);
    dataItemIds = List.copyOf(dataItemIds);
    children = List.copyOf(children);
  }

  /**
   * A relationship of a component.
   *
   * @param kind element name, as in {@code ComponentRelationship} or {@code DataItemRef}
   * @param attributes what it says, by name, as in {@code idRef} and {@code type}
   */
  public record Relationship(String kind, Map<String, String> attributes) {
    public Relationship {
      attributes = Map.copyOf(attributes);
    }
  }

  /** This component and all inside it. */
  public int size() {
    return 1 + children.stream().mapToInt(MtConnectComponent::size).sum();
  }
}
