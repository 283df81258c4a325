package io.resonance.connector.mes.message;

import io.resonance.schema.plant.MesMessaging;
import javax.xml.stream.XMLStreamException;

/** A B2MML document while it is written, element after element in the order of the schema. */
interface B2mmlDocument {

  String NAMESPACE = "http://www.mesa.org/xml/B2MML";

  /** Release of the schemas the documents follow. */
  String RELEASE = "V0701";

  /** Part of a document; what it throws comes from the writer. */
  @FunctionalInterface
  interface Content {
    void write(B2mmlDocument document) throws XMLStreamException;
  }

  /** Writes a whole document: the outermost element with its release, then the content. */
  static String write(MesMessaging.Format format, String root, Content content) {
    try {
      return switch (format) {
        case B2MML -> XmlDocument.write(root, content);
        case JSON -> JsonDocument.write(root, content);
      };
    } catch (XMLStreamException unwritable) {
      throw new IllegalStateException(
          "A %s could not be written although its texts were made legal: %s"
              .formatted(root, unwritable.getMessage()),
          unwritable);
    }
  }

  /** An element that holds elements. */
  void group(String name, Content content) throws XMLStreamException;

  /** An element that holds text. */
  void element(String name, String value) throws XMLStreamException;

  /** A TextType in a language. */
  void text(String name, String language, String value) throws XMLStreamException;

  /** An attribute of the element that was just begun. */
  void attribute(String name, String value) throws XMLStreamException;

  /** ActionCriteria with one ActionExpression, as the verbs Sync and Process hold it. */
  default void actionCriteria(String actionCode) throws XMLStreamException {
    group(
        "ActionCriteria",
        d -> d.group("ActionExpression", e -> e.attribute("actionCode", actionCode)));
  }
}
