package io.resonance.connector.mes.message;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A B2MML document while it is written, element after element in the order of the schema. */
final class B2mmlDocument {

  static final String NAMESPACE = "http://www.mesa.org/xml/B2MML";

  /** Release of the schemas the documents follow. */
  static final String RELEASE = "V0701";

  private static final XMLOutputFactory FACTORY = new OutputFactoryImpl();

  private final XMLStreamWriter writer;

  private B2mmlDocument(XMLStreamWriter writer) {
    this.writer = writer;
  }

  /** Part of a document; what it throws comes from the writer. */
  @FunctionalInterface
  interface Content {
    void write(B2mmlDocument document) throws XMLStreamException;
  }

  /** Writes a whole document: root element with namespace and release, then the content. */
  static String write(String root, Content content) {
    StringWriter text = new StringWriter(2_048);
    try {
      XMLStreamWriter writer = FACTORY.createXMLStreamWriter(text);
      B2mmlDocument document = new B2mmlDocument(writer);
      writer.writeStartDocument("UTF-8", "1.0");
      writer.setDefaultNamespace(NAMESPACE);
      writer.writeStartElement(NAMESPACE, root);
      writer.writeDefaultNamespace(NAMESPACE);
      writer.writeAttribute("releaseID", RELEASE);
      content.write(document);
      writer.writeEndElement();
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException unwritable) {
      throw new IllegalStateException(
          "A %s could not be written although its texts were made legal: %s"
              .formatted(root, unwritable.getMessage()),
          unwritable);
    }
    return text.toString();
  }

  /** An element that holds elements. */
  void group(String name, Content content) throws XMLStreamException {
    writer.writeStartElement(NAMESPACE, name);
    content.write(this);
    writer.writeEndElement();
  }

  /** An element that holds text. */
  void element(String name, String value) throws XMLStreamException {
    writer.writeStartElement(NAMESPACE, name);
    writer.writeCharacters(XmlText.legal(value));
    writer.writeEndElement();
  }

  /** A TextType in a language. */
  void text(String name, String language, String value) throws XMLStreamException {
    writer.writeStartElement(NAMESPACE, name);
    writer.writeAttribute("languageID", language);
    writer.writeCharacters(XmlText.legal(value));
    writer.writeEndElement();
  }

  /** An attribute of the element that was just begun. */
  void attribute(String name, String value) throws XMLStreamException {
    writer.writeAttribute(name, value);
  }

  /** ActionCriteria with one ActionExpression, as the verbs Sync and Process hold it. */
  void actionCriteria(String actionCode) throws XMLStreamException {
    group(
        "ActionCriteria",
        d -> d.group("ActionExpression", e -> e.attribute("actionCode", actionCode)));
  }
}
