package io.resonance.connector.mtconnect.client.xml;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * An element with all that is in it, for the documents that are read rarely and kept whole: devices
 * and assets. Comments and the place of text between children are not kept.
 */
public final class XmlElement {
  private final String prefix;
  private final String local;
  private final Map<String, String> namespaces;
  private final Map<String, String> attributes;
  private final List<XmlElement> children = new ArrayList<>();
  private String text = "";

  private XmlElement(XMLStreamReader2 xml) {
    this.prefix = orEmpty(xml.getPrefix());
    this.local = xml.getLocalName();
    this.namespaces = namespacesOf(xml);
    this.attributes = new LinkedHashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String of = orEmpty(xml.getAttributePrefix(i));
      attributes.put(qualified(of, xml.getAttributeLocalName(i)), xml.getAttributeValue(i));
    }
  }

  /** Reads the element the parser stands on, to its end tag. */
  public static XmlElement read(XMLStreamReader2 xml, int depth, DocumentLimits limits)
      throws XMLStreamException, MtConnectDocumentException {
    AaltoXml.checkElement(xml, depth, limits);
    XmlElement element = new XmlElement(xml);
    StringBuilder said = new StringBuilder();
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        element.children.add(read(xml, depth + 1, limits));
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        if (said.length() + xml.getTextLength() > limits.text()) {
          throw new MtConnectDocumentException(
              "<%s> has more than %d characters".formatted(element.name(), limits.text()));
        }
        said.append(xml.getText());
      } else {
        AaltoXml.refuseEntity(event, xml);
      }
    }
    element.text = said.toString().strip();
    return element;
  }

  /** The namespaces the element declares on which the parser stands, by prefix. */
  public static Map<String, String> namespacesOf(XMLStreamReader2 xml) {
    Map<String, String> declared = new LinkedHashMap<>();
    for (int i = 0; i < xml.getNamespaceCount(); i++) {
      declared.put(orEmpty(xml.getNamespacePrefix(i)), orEmpty(xml.getNamespaceURI(i)));
    }
    return declared;
  }

  public String local() {
    return local;
  }

  /** Name with its prefix, as written. */
  public String name() {
    return qualified(prefix, local);
  }

  /** Text without the white space around it. */
  public String text() {
    return text;
  }

  /** Attributes by their names as written. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** An attribute; empty where there is none. */
  public String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  public List<XmlElement> children() {
    return children;
  }

  public boolean isSimple() {
    return children.isEmpty();
  }

  /** The first child of a name. */
  public Optional<XmlElement> child(String localName) {
    return children.stream().filter(each -> each.local.equals(localName)).findFirst();
  }

  /** Calls for each child of each child of a name, as the entries of a list. */
  public void inside(String localName, Consumer<XmlElement> entry) {
    for (XmlElement child : children) {
      if (child.local.equals(localName)) {
        child.children.forEach(entry);
      }
    }
  }

  /**
   * The element as XML.
   *
   * @param around namespaces declared by the elements around it
   */
  public String write(Map<String, String> around) {
    StringBuilder out = new StringBuilder();
    Map<String, String> declared = new LinkedHashMap<>(around);
    declared.putAll(namespaces);
    write(declared, out);
    return out.toString();
  }

  private void write(Map<String, String> declared, StringBuilder out) {
    out.append('<').append(name());
    declared.forEach(
        (ofPrefix, uri) -> attribute(ofPrefix.isEmpty() ? "xmlns" : "xmlns:" + ofPrefix, uri, out));
    attributes.forEach((attribute, value) -> attribute(attribute, value, out));
    if (children.isEmpty() && text.isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    escape(text, out);
    for (XmlElement child : children) {
      child.write(child.namespaces, out);
    }
    out.append("</").append(name()).append('>');
  }

  private static void attribute(String name, String value, StringBuilder out) {
    out.append(' ').append(name).append("=\"");
    escape(value, out);
    out.append('"');
  }

  private static void escape(String raw, StringBuilder out) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\n', '\r', '\t' -> out.append("&#").append((int) c).append(';');
        default -> out.append(c);
      }
    }
  }

  private static String qualified(String prefix, String local) {
    return prefix.isEmpty() ? local : prefix + ":" + local;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
