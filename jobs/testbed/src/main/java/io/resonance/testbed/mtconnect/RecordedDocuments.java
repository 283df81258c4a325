package io.resonance.testbed.mtconnect;

import io.resonance.testbed.mtconnect.AgentObservation.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
record RecordedDocuments(
    long instanceId,
    String version,
    String sender,
    int bufferSize,
    String namespaces,
    List<AgentObservation> observations,
    String devices) {

  static RecordedDocuments read(List<Path> sampleDocuments, Path devices) {
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
        Integer.parseInt(header.getAttribute("bufferSize")),
        attributes(first, "").strip(),
        List.copyOf(found),
        text(devices));
  }

  /** The recorded devices document under a Header of the agent that serves it. */
  byte[] probe(String headerAttributes) {
    return devices
        .replaceFirst("<Header[^>]*>", "<Header" + headerAttributes + "/>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void collect(
      Element at, String device, String component, List<AgentObservation> found) {
    for (Node node = at.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        switch (element.getTagName()) {
          case "DeviceStream" ->
              collect(element, attributes(element, "").strip(), component, found);
          case "ComponentStream" ->
              collect(element, device, attributes(element, "").strip(), found);
          case "Samples", "Events", "Condition" ->
              section(element, new Place(device, component, element.getTagName()), found);
          default -> collect(element, device, component, found);
        }
      }
    }
  }

  private static void section(Element section, Place place, List<AgentObservation> found) {
    for (Node node = section.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        String name = element.getTagName();
        Instant time = Instant.parse(element.getAttribute("timestamp"));
        found.add(
            new AgentObservation(
                Long.parseUnsignedLong(element.getAttribute("sequence")),
                place,
                element.getAttribute("dataItemId"),
                ChronoUnit.NANOS.between(Instant.EPOCH, time),
                "<" + name + attributes(element, "sequence"),
                element.getFirstChild() == null
                    ? "/>"
                    : ">" + inside(element) + "</" + name + ">"));
      }
    }
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

  private static String attributes(Element element, String without) {
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

  private static Element child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
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
