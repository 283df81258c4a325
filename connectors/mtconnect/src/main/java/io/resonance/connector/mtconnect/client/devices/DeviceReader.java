package io.resonance.connector.mtconnect.client.devices;

import io.resonance.connector.mtconnect.client.xml.XmlElement;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectComponent;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads one device of a probe: its components, and its DataItems wherever they lie. */
final class DeviceReader {
  private static final int MOST_DATA_ITEMS = 200_000;

  /** Attributes that are fields of a description. */
  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "name",
          "category",
          "type",
          "subType",
          "units",
          "nativeUnits",
          "nativeScale",
          "representation",
          "statistic");

  private final XmlElement device;
  private final List<MtConnectDataItemDescription> items;

  /**
   * @param device the element
   * @param items gets the DataItems in the order of the document
   */
  DeviceReader(XmlElement device, List<MtConnectDataItemDescription> items) {
    this.device = device;
    this.items = items;
  }

  /** The device with its components. */
  MtConnectComponent component() {
    return component(device, "");
  }

  private MtConnectComponent component(XmlElement element, String path) {
    Map<String, String> description = new LinkedHashMap<>();
    List<MtConnectComponent.Relationship> relationships = new ArrayList<>();
    List<String> dataItemIds = new ArrayList<>();
    List<MtConnectComponent> children = new ArrayList<>();
    for (XmlElement child : element.children()) {
      switch (child.local()) {
        case "Description" -> {
          description.putAll(child.attributes());
          description.put("", child.text());
        }
        case "Components" -> {
          for (XmlElement part : child.children()) {
            children.add(component(part, path + (path.isEmpty() ? "" : "/") + step(part)));
          }
        }
        case "Configuration" ->
            child.inside("Relationships", each -> relationships.add(relationship(each)));
        case "References" ->
            child.children().forEach(each -> relationships.add(relationship(each)));
        default -> dataItems(child, path, dataItemIds);
      }
    }
    return new MtConnectComponent(
        element.name(),
        element.attribute("id"),
        element.attribute("name"),
        element.attribute("uuid"),
        description,
        relationships,
        dataItemIds,
        children);
  }

  private static String step(XmlElement part) {
    String name = part.attribute("name");
    return part.local() + "[" + (name.isEmpty() ? part.attribute("id") : name) + "]";
  }

  private static MtConnectComponent.Relationship relationship(XmlElement element) {
    return new MtConnectComponent.Relationship(element.name(), element.attributes());
  }

  // In DataItems, but also in what a vendor puts around them.
  private void dataItems(XmlElement element, String path, List<String> ids) {
    if (element.local().equals("DataItem")) {
      if (items.size() < MOST_DATA_ITEMS) {
        items.add(dataItem(element, path));
        ids.add(element.attribute("id"));
      }
    } else {
      element.children().forEach(child -> dataItems(child, path, ids));
    }
  }

  private MtConnectDataItemDescription dataItem(XmlElement item, String path) {
    Details details = new Details(item);
    String representation = item.attribute("representation");
    return new MtConnectDataItemDescription(
        item.attribute("id"),
        item.attribute("name"),
        category(item.attribute("category")),
        item.attribute("type"),
        item.attribute("subType"),
        item.attribute("units"),
        item.attribute("nativeUnits"),
        item.attribute("nativeScale"),
        representation.equals("VALUE") ? "" : representation,
        item.attribute("statistic"),
        device.attribute("uuid"),
        device.attribute("name"),
        path,
        details.minimum,
        details.maximum,
        details.values,
        details.more);
  }

  private static MtConnectCategory category(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "SAMPLE" -> MtConnectCategory.SAMPLE;
      case "CONDITION" -> MtConnectCategory.CONDITION;
      default -> MtConnectCategory.EVENT;
    };
  }

  /** What a DataItem says beyond the fields of its description. */
  private static final class Details {
    private static final int MOST = 1_000;

    private final Map<String, String> more = new LinkedHashMap<>();
    private final List<String> values = new ArrayList<>();
    private String minimum = "";
    private String maximum = "";

    Details(XmlElement item) {
      item.attributes()
          .forEach(
              (name, value) -> {
                if (!FIELDS.contains(name)) {
                  say(name, value);
                }
              });
      item.children().forEach(this::child);
    }

    private void child(XmlElement child) {
      switch (child.local()) {
        case "Constraints" -> child.children().forEach(this::constraint);
        case "Filters" -> child.children().forEach(this::filter);
        case "Relationships" ->
            child
                .children()
                .forEach(each -> say(typed(each.name(), each), each.attribute("idRef")));
        case "Definition" -> definition(child);
        default -> simple(child);
      }
    }

    private void constraint(XmlElement constraint) {
      switch (constraint.local()) {
        case "Minimum" -> minimum = constraint.text();
        case "Maximum" -> maximum = constraint.text();
        case "Value" -> values.add(constraint.text());
        case "Filter" -> filter(constraint); // where versions before 1.4 have it
        default -> simple(constraint);
      }
    }

    private void filter(XmlElement filter) {
      say(typed("Filter", filter), filter.text());
    }

    private void definition(XmlElement definition) {
      definition.child("Description").ifPresent(text -> say("Definition", text.text()));
      definition.inside("EntryDefinitions", each -> keyed("Entry", each));
      definition.inside("CellDefinitions", each -> keyed("Cell", each));
    }

    private void keyed(String what, XmlElement definition) {
      definition
          .attributes()
          .forEach(
              (name, value) -> {
                if (!name.equals("key")) {
                  say("%s:%s@%s".formatted(what, definition.attribute("key"), name), value);
                }
              });
    }

    private void simple(XmlElement child) {
      if (!child.text().isEmpty()) {
        say(child.name(), child.text());
      }
      child.attributes().forEach((name, value) -> say(child.name() + "@" + name, value));
    }

    private static String typed(String name, XmlElement element) {
      return element.attribute("type").isEmpty() ? name : name + ":" + element.attribute("type");
    }

    private void say(String name, String value) {
      if (more.size() < MOST || more.containsKey(name)) {
        more.merge(name, value, (before, also) -> before + " " + also);
      }
    }
  }
}
