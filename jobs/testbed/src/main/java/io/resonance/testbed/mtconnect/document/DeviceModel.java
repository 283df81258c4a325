package io.resonance.testbed.mtconnect.document;

import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.buffer.AgentObservation.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The devices of an agent as its MTConnectDevices document describes them. */
public final class DeviceModel {
  private final Element root;
  private final Map<String, Item> items = new LinkedHashMap<>();
  private final List<Element> devices = new ArrayList<>();

  /**
   * A DataItem.
   *
   * @param id its id
   * @param name its name, empty if it has none
   * @param category SAMPLE, EVENT or CONDITION
   * @param type as in {@code ROTARY_VELOCITY}
   * @param element name of the element that observes it
   * @param attributes subType and the like, as XML
   * @param place where its observations stand
   */
  public record Item(
      String id,
      String name,
      String category,
      String type,
      String element,
      String attributes,
      Place place) {}

  public DeviceModel(byte[] devicesDocument) {
    root = JsonDocument.parse(devicesDocument);
    NodeList found = root.getElementsByTagName("*");
    for (int i = 0; i < found.getLength(); i++) {
      Element each = (Element) found.item(i);
      if (each.getParentNode().getNodeName().equals("Devices")) {
        devices.add(each);
      } else if (each.getTagName().equals("DataItem")) {
        Item item = item(each);
        items.put(item.id(), item);
      }
    }
  }

  /** The DataItems in document order. */
  public List<Item> items() {
    return List.copyOf(items.values());
  }

  /** The DataItems adapters mean by their keys. */
  public ItemKeys keys() {
    ItemKeys keys = new ItemKeys();
    for (Element device : devices) {
      NodeList found = device.getElementsByTagName("DataItem");
      for (int i = 0; i < found.getLength(); i++) {
        Element each = (Element) found.item(i);
        Item item = items.get(each.getAttribute("id"));
        for (Element child : JsonDocument.children(each)) {
          if (child.getTagName().equals("Source")) {
            keys.add(device.getAttribute("name"), child.getTextContent().strip(), item);
          }
        }
        keys.add(device.getAttribute("name"), item.name(), item);
      }
    }
    items.values().forEach(keys::addId);
    return keys;
  }

  public boolean hasDevice(String nameOrUuid) {
    return devices.stream().anyMatch(each -> isCalled(each, nameOrUuid));
  }

  /** Names of the devices. */
  public List<String> devices() {
    return devices.stream().map(each -> each.getAttribute("name")).toList();
  }

  public Predicate<AgentObservation> ofDevice(String nameOrUuid) {
    Set<String> ids = new TreeSet<>();
    for (Element each : devices) {
      if (isCalled(each, nameOrUuid)) {
        collect(each, ids);
      }
    }
    // recordings hold DataItems that their devices document has not
    String name = " name=\"" + AgentDocuments.escape(nameOrUuid) + '"';
    String uuid = " uuid=\"" + AgentDocuments.escape(nameOrUuid) + '"';
    return observation -> {
      String device = " " + observation.place().device();
      return ids.contains(observation.dataItemId())
          || device.contains(name)
          || device.contains(uuid);
    };
  }

  /**
   * The DataItems an XPath selects, or those below what it selects.
   *
   * @throws IllegalArgumentException if it is no XPath, or selects nothing
   */
  public Predicate<AgentObservation> ofPath(String xpath) {
    Set<String> ids = new TreeSet<>();
    try {
      NodeList selected =
          (NodeList)
              XPathFactory.newDefaultInstance()
                  .newXPath()
                  .evaluate(xpath, root.getOwnerDocument(), XPathConstants.NODESET);
      for (int i = 0; i < selected.getLength(); i++) {
        if (selected.item(i) instanceof Element element) {
          collect(element, ids);
        }
      }
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(
          "The path could not be parsed. Invalid syntax: " + xpath, e);
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("The path selects nothing: " + xpath);
    }
    return observation -> ids.contains(observation.dataItemId());
  }

  private static boolean isCalled(Element device, String nameOrUuid) {
    return device.getAttribute("name").equals(nameOrUuid)
        || device.getAttribute("uuid").equals(nameOrUuid);
  }

  private static void collect(Element from, Set<String> ids) {
    if (from.getTagName().equals("DataItem")) {
      ids.add(from.getAttribute("id"));
    }
    NodeList below = from.getElementsByTagName("DataItem");
    for (int i = 0; i < below.getLength(); i++) {
      ids.add(((Element) below.item(i)).getAttribute("id"));
    }
  }

  private Item item(Element element) {
    Element component = element;
    while (!component.getTagName().equals("DataItems")) {
      component = (Element) component.getParentNode();
    }
    component = (Element) component.getParentNode();
    Element device = component;
    while (!device.getParentNode().getNodeName().equals("Devices")) {
      device = (Element) device.getParentNode();
    }
    String category = element.getAttribute("category").toUpperCase(Locale.ROOT);
    return new Item(
        element.getAttribute("id"),
        element.getAttribute("name"),
        category,
        element.getAttribute("type"),
        elementName(element),
        copied(element, "name", "subType", "statistic", "compositionId"),
        new Place(
            copied(device, "name", "uuid").strip(),
            ("component=\"" + component.getTagName() + "\"" + copied(component, "name"))
                + (" componentId=\"" + component.getAttribute("id") + "\""),
            switch (category) {
              case "SAMPLE" -> "Samples";
              case "CONDITION" -> "Condition";
              default -> "Events";
            }));
  }

  private static String copied(Element from, String... names) {
    StringBuilder xml = new StringBuilder();
    for (String name : names) {
      if (from.hasAttribute(name)) {
        xml.append(' ').append(name).append("=\"");
        xml.append(AgentDocuments.escape(from.getAttribute(name))).append('"');
      }
    }
    return xml.toString();
  }

  // A prefix that nobody declared is left out: the reference agent does so too.
  private String elementName(Element dataItem) {
    String type = dataItem.getAttribute("type");
    int colon = type.indexOf(':');
    boolean unknown = colon > 0 && !root.hasAttribute("xmlns:" + type.substring(0, colon));
    return elementName(
        unknown ? type.substring(colon + 1) : type, dataItem.getAttribute("representation"));
  }

  /** ROTARY_VELOCITY as a TABLE is written RotaryVelocityTable, x:TOOL_GROUP x:ToolGroup. */
  static String elementName(String type, String representation) {
    int colon = type.indexOf(':') + 1;
    StringBuilder name = new StringBuilder(type.substring(0, colon));
    for (String word : type.substring(colon).split("_")) {
      if (word.equals("PH") || word.equals("AC") || word.equals("DC") || word.equals("MTCONNECT")) {
        name.append(word.equals("MTCONNECT") ? "MTConnect" : word.equals("PH") ? "PH" : word);
      } else if (!word.isEmpty()) {
        name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
      }
    }
    return name.append(
            switch (representation) {
              case "TIME_SERIES" -> "TimeSeries";
              case "DATA_SET" -> "DataSet";
              case "TABLE" -> "Table";
              default -> "";
            })
        .toString();
  }

  /** Namespaces of its streams documents, as attributes of their root. */
  public String streamsNamespaces() {
    StringBuilder xml = new StringBuilder();
    NamedNodeMap attributes = root.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node each = attributes.item(i);
      if (each.getNodeName().startsWith("xmlns")) {
        String uri = each.getNodeValue().replace("MTConnectDevices", "MTConnectStreams");
        xml.append(i == 0 ? "" : " ").append(each.getNodeName()).append("=\"");
        xml.append(AgentDocuments.escape(uri)).append('"');
      }
    }
    return xml.toString().strip();
  }

  /** Version of the agent that wrote the document; empty if it does not say. */
  public String version() {
    NodeList header = root.getElementsByTagName("Header");
    return header.getLength() == 0 ? "" : ((Element) header.item(0)).getAttribute("version");
  }

  /** The document as it was read. */
  public byte[] document() {
    return XmlText.of(root);
  }

  /** The document with one device only. */
  public byte[] onlyDevice(String nameOrUuid) {
    for (Element each : List.copyOf(devices)) {
      Node parent = each.getParentNode();
      if (!isCalled(each, nameOrUuid) && parent != null) {
        parent.removeChild(each);
      }
    }
    return XmlText.of(root);
  }
}
