package io.resonance.testbed.mes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads and validates what is posted: well-formed, without document type, in the namespace, with
 * the elements this project promises; and against the official schemas where their folder is given.
 */
final class MessageReader {

  static final String NAMESPACE = "http://www.mesa.org/xml/B2MML";

  private static final Set<String> NAMES =
      Set.of("NotifyOperationsEvent", "ProcessTestResult", "SyncTestResult", "SyncWorkAlert");

  private final Optional<Schema> schema;

  MessageReader(Optional<Path> schemaFolder) throws SAXException {
    this.schema =
        schemaFolder.isPresent()
            ? Optional.of(B2mmlSchema.load(schemaFolder.get()))
            : Optional.empty();
  }

  ReceivedMessage read(byte[] body) throws InvalidMessageException {
    Element root = parse(body).getDocumentElement();
    if (!NAMESPACE.equals(root.getNamespaceURI()) || !NAMES.contains(root.getLocalName())) {
      throw new InvalidMessageException(
          "root element {%s}%s is none of %s in %s"
              .formatted(root.getNamespaceURI(), root.getLocalName(), NAMES, NAMESPACE));
    }
    Element application = child(root, "ApplicationArea");
    String bodId = text(application, "BODID");
    requireUuid(bodId);
    Element sender = child(application, "Sender");
    text(sender, "ConfirmationCode");
    Element area = child(root, "DataArea");
    List<Element> parts = children(area);
    if (parts.size() < 2) {
      throw new InvalidMessageException("DataArea must hold a verb and a noun");
    }
    Element noun = parts.get(1);
    return new ReceivedMessage(
        root.getLocalName(),
        bodId,
        time(text(application, "CreationDateTime")),
        text(sender, "LogicalID"),
        innermostEquipment(child(noun, "HierarchyScope")),
        text(noun, "ID"),
        find(noun, "Description").map(Element::getTextContent).orElse(""));
  }

  private Document parse(byte[] body) throws InvalidMessageException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      Document document = builder.parse(new ByteArrayInputStream(body));
      if (schema.isPresent()) {
        schema.get().newValidator().validate(new DOMSource(document));
      }
      return document;
    } catch (SAXException | IOException | ParserConfigurationException invalid) {
      throw new InvalidMessageException("not valid: " + invalid.getMessage(), invalid);
    }
  }

  private static void requireUuid(String bodId) throws InvalidMessageException {
    try {
      if (UUID.fromString(bodId).version() != 5) {
        throw new InvalidMessageException("BODID " + bodId + " is not a UUID of version 5");
      }
    } catch (IllegalArgumentException malformed) {
      throw new InvalidMessageException("BODID " + bodId + " is not a UUID", malformed);
    }
  }

  private static java.time.Instant time(String text) throws InvalidMessageException {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException malformed) {
      throw new InvalidMessageException("CreationDateTime " + text + " is no time", malformed);
    }
  }

  private static String innermostEquipment(Element scope) throws InvalidMessageException {
    Element at = scope;
    for (Optional<Element> below = find(at, "HierarchyScopeChild"); below.isPresent(); ) {
      at = below.get();
      below = find(at, "HierarchyScopeChild");
    }
    return text(at, "EquipmentID");
  }

  private static Element child(Element parent, String name) throws InvalidMessageException {
    return find(parent, name)
        .orElseThrow(
            () ->
                new InvalidMessageException(
                    "%s lacks the element %s".formatted(parent.getLocalName(), name)));
  }

  private static String text(Element parent, String name) throws InvalidMessageException {
    return child(parent, name).getTextContent();
  }

  private static Optional<Element> find(Element parent, String name) {
    return children(parent).stream()
        .filter(element -> element.getLocalName().equals(name))
        .findFirst();
  }

  private static List<Element> children(Element parent) {
    List<Element> elements = new java.util.ArrayList<>();
    for (Node at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }
}
