package io.resonance.testbed.mtconnect.recording;

import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.buffer.AgentObservation.Place;
import io.resonance.testbed.mtconnect.document.AgentDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The observations of recorded MTConnectStreams documents, ready to be served again. */
public record RecordedDocuments(
    long instanceId,
    String version,
    String sender,
    int bufferSize,
    String namespaces,
    List<AgentObservation> observations,
    String devices) {

  public static RecordedDocuments read(List<Path> sampleDocuments, Path devices) {
    List<AgentObservation> found = new ArrayList<>();
    Element first = parse(sampleDocuments.get(0)).getDocumentElement();
    for (Path each : sampleDocuments) {
      collect(parse(each).getDocumentElement(), "", "", found);
    }
    found.sort(Comparator.comparingLong(AgentObservation::sequence));
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).sequence() != i + 1L) {
        throw new IllegalArgumentException(
            "The recorded documents must hold the sequences 1 to %d without a hole; after %d comes %d"
                .formatted(found.size(), i, found.get(i).sequence()));
      }
    }
    Element header = child(first, "Header");
    return new RecordedDocuments(
        Long.parseUnsignedLong(header.getAttribute("instanceId")),
        header.getAttribute("version"),
        header.getAttribute("sender"),
        bufferSize(header),
        attributes(first, "").strip(),
        List.copyOf(found),
        text(devices));
  }

  /** The recorded devices document under a Header of the agent that serves it. */
  public byte[] probe(String headerAttributes) {
    return underHeader(devices.getBytes(StandardCharsets.UTF_8), headerAttributes);
  }

  static void collect(Element at, String device, String component, List<AgentObservation> found) {
    for (Node node = at.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        switch (localName(element)) {
          case "DeviceStream" ->
              collect(element, attributes(element, "").strip(), component, found);
          case "ComponentStream" ->
              collect(element, device, attributes(element, "").strip(), found);
          case "Samples", "Events", "Condition" ->
              section(element, new Place(device, component, localName(element)), found);
          default -> collect(element, device, component, found);
        }
      }
    }
  }

  private static void section(Element section, Place place, List<AgentObservation> found) {
    for (Node node = section.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        String name = element.getTagName();
        found.add(
            new AgentObservation(
                Long.parseUnsignedLong(element.getAttribute("sequence")),
                place,
                element.getAttribute("dataItemId"),
                nanos(element.getAttribute("timestamp")),
                "<" + name + attributes(element, "sequence"),
                element.getFirstChild() == null
                    ? "/>"
                    : ">" + inside(element) + "</" + name + ">"));
      }
    }
  }

  // Only the ledger uses it; documents repeat the text, however odd.
  private static long nanos(String timestamp) {
    try {
      return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(timestamp));
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  static String localName(Element element) {
    return element.getTagName().substring(element.getTagName().indexOf(':') + 1);
  }

  /** As the Header says, within what a simulated agent can hold. */
  static int bufferSize(Element header) {
    String said = header.getAttribute("bufferSize");
    long size = said.matches("\\d{1,18}") ? Long.parseLong(said) : 131_072;
    return (int) Math.max(1, Math.min(size, 1 << 20));
  }

  /** A devices document with another Header. */
  static byte[] underHeader(byte[] devices, String headerAttributes) {
    return new String(devices, StandardCharsets.UTF_8)
        .replaceFirst("<((?:\\w+:)?Header)\\b[^>]*?(/?)>", "<$1" + headerAttributes + "$2>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String inside(Element element) {
    StringBuilder xml = new StringBuilder();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element below) {
        String name = below.getTagName();
        xml.append('<').append(name).append(attributes(below, "")).append('>');
        xml.append(inside(below)).append("</").append(name).append('>');
      } else if (node.getNodeType() == Node.TEXT_NODE) {
        xml.append(AgentDocuments.escape(node.getTextContent()));
      }
    }
    return xml.toString();
  }

  static String attributes(Element element, String without) {
    StringBuilder xml = new StringBuilder();
    NamedNodeMap all = element.getAttributes();
    for (int i = 0; i < all.getLength(); i++) {
      Node each = all.item(i);
      if (!each.getNodeName().equals(without)) {
        xml.append(' ').append(each.getNodeName()).append("=\"");
        xml.append(AgentDocuments.escape(each.getNodeValue())).append('"');
      }
    }
    return xml.toString();
  }

  static Element child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && localName(element).equals(name)) {
        return element;
      }
    }
    throw new IllegalArgumentException("<%s> has no <%s>".formatted(parent.getTagName(), name));
  }

  private static Document parse(Path file) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalArgumentException(file + " is not a readable XML document", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
