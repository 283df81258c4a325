package io.resonance.testbed.mtconnect.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Writes an XML document as the reference agent writes the same content in JSON. */
public final class JsonDocument {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Set<String> NUMERIC =
      Set.of(
          "sequence",
          "instanceId",
          "bufferSize",
          "nextSequence",
          "firstSequence",
          "lastSequence",
          "assetBufferSize",
          "assetCount",
          "count",
          "sampleCount",
          "sampleRate",
          "duration");
  // Elements of an entity list; everything else below an element is a property of it.
  private static final Set<String> LISTS =
      Set.of(
          "Devices",
          "Components",
          "DataItems",
          "Constraints",
          "Filters",
          "Compositions",
          "Relationships",
          "Streams",
          "Samples",
          "Events",
          "Condition",
          "Errors",
          "Assets");

  private final int version;
  private final StringBuilder json = new StringBuilder();

  private JsonDocument(int version) {
    this.version = version;
  }

  public static byte[] version1(byte[] xml) {
    return new JsonDocument(1).written(xml);
  }

  public static byte[] version2(byte[] xml) {
    return new JsonDocument(2).written(xml);
  }

  private byte[] written(byte[] xml) {
    Element root = parse(xml);
    json.append('{').append(quoted(root.getTagName())).append(":{\"jsonVersion\":").append(version);
    for (Element each : children(root)) {
      json.append(',').append(quoted(each.getTagName())).append(':');
      element(each);
    }
    return json.append("}}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void element(Element element) {
    List<Element> below = children(element);
    if (LISTS.contains(element.getTagName())) {
      list(below);
      return;
    }
    if (below.isEmpty() && element.getAttributes().getLength() == 0) {
      json.append(quoted(element.getTextContent().strip()));
      return;
    }
    json.append('{');
    String comma = attributes(element);
    String text = element.getTextContent().strip();
    String section = element.getParentNode().getNodeName();
    if (element.getTagName().matches(".*(DataSet|Table)") && !below.isEmpty()) {
      json.append(comma).append("\"value\":");
      entries(below);
    } else if (!below.isEmpty()) {
      properties(below, comma);
    } else if (section.equals("Samples")) {
      json.append(comma).append("\"value\":");
      sample(text);
    } else if (!text.isEmpty() || section.equals("Events")) {
      json.append(comma).append("\"value\":").append(quoted(text));
    }
    json.append('}');
  }

  private String attributes(Element element) {
    NamedNodeMap attributes = element.getAttributes();
    String comma = "";
    for (int i = 0; i < attributes.getLength(); i++) {
      String name = attributes.item(i).getNodeName();
      String value = attributes.item(i).getNodeValue();
      if (!name.startsWith("xmlns") && !name.startsWith("xsi:")) {
        boolean number = NUMERIC.contains(name) && NUMBER.matcher(value).matches();
        json.append(comma).append(quoted(name)).append(':');
        json.append(number ? value : quoted(value));
        comma = ",";
      }
    }
    return comma;
  }

  private void properties(List<Element> below, String before) {
    String comma = before;
    for (Map.Entry<String, List<Element>> each : byName(below).entrySet()) {
      boolean streams = each.getKey().equals("ComponentStream");
      json.append(comma).append(quoted(each.getKey() + (streams && version == 1 ? "s" : "")));
      json.append(':');
      if (streams && version == 1) {
        list(each.getValue());
      } else if (streams || each.getValue().size() > 1) {
        array(each.getValue());
      } else {
        element(each.getValue().get(0));
      }
      comma = ",";
    }
  }

  // Version 1: [{"Load":{..}},{"Load":{..}}]; version 2: {"Load":[{..},{..}]}.
  private void list(List<Element> below) {
    String comma = "";
    if (version == 1) {
      json.append('[');
      for (Element each : below) {
        json.append(comma).append('{').append(quoted(each.getTagName())).append(':');
        element(each);
        json.append('}');
        comma = ",";
      }
      json.append(']');
      return;
    }
    json.append('{');
    for (Map.Entry<String, List<Element>> each : byName(below).entrySet()) {
      json.append(comma).append(quoted(each.getKey())).append(':');
      array(each.getValue());
      comma = ",";
    }
    json.append('}');
  }

  private void array(List<Element> all) {
    json.append('[');
    String comma = "";
    for (Element each : all) {
      json.append(comma);
      if (children(each).isEmpty() && each.getAttributes().getLength() == 0) {
        json.append("{\"value\":").append(quoted(each.getTextContent().strip())).append('}');
      } else {
        element(each);
      }
      comma = ",";
    }
    json.append(']');
  }

  private void sample(String text) {
    if (NUMBER.matcher(text).matches()) {
      json.append(text);
    } else if (text.indexOf(' ') > 0) {
      json.append('[').append(String.join(",", text.split("\\s+"))).append(']');
    } else {
      json.append(quoted(text));
    }
  }

  private void entries(List<Element> entries) {
    json.append('{');
    String comma = "";
    for (Element entry : entries) {
      String text = entry.getTextContent().strip();
      json.append(comma).append(quoted(entry.getAttribute("key"))).append(':');
      if (entry.getAttribute("removed").equals("true")) {
        json.append("{\"removed\":true}");
      } else if (!children(entry).isEmpty()) {
        entries(children(entry));
      } else {
        json.append(NUMBER.matcher(text).matches() ? text : quoted(text));
      }
      comma = ",";
    }
    json.append('}');
  }

  private static Map<String, List<Element>> byName(List<Element> elements) {
    Map<String, List<Element>> byName = new LinkedHashMap<>();
    for (Element each : elements) {
      byName.computeIfAbsent(each.getTagName(), name -> new ArrayList<>()).add(each);
    }
    return byName;
  }

  static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  public static Element parse(byte[] xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml)).getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalArgumentException("Not a readable XML document: " + e.getMessage(), e);
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
