package io.resonance.connector.mes.message;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes B2MML as XML. */
final class XmlDocument implements B2mmlDocument {

  private static final XMLOutputFactory FACTORY = new OutputFactoryImpl();
  private static final int USUAL_LENGTH = 2_048;

  private final XMLStreamWriter writer;

  private XmlDocument(XMLStreamWriter writer) {
    this.writer = writer;
  }

  static String write(String root, Content content) throws XMLStreamException {
    StringWriter text = new StringWriter(USUAL_LENGTH);
    XMLStreamWriter writer = FACTORY.createXMLStreamWriter(text);
    writer.writeStartDocument("UTF-8", "1.0");
    writer.setDefaultNamespace(NAMESPACE);
    writer.writeStartElement(NAMESPACE, root);
    writer.writeDefaultNamespace(NAMESPACE);
    writer.writeAttribute("releaseID", RELEASE);
    content.write(new XmlDocument(writer));
    writer.writeEndElement();
    writer.writeEndDocument();
    writer.close();
    return text.toString();
  }

  @Override
  public void group(String name, Content content) throws XMLStreamException {
    writer.writeStartElement(NAMESPACE, name);
    content.write(this);
    writer.writeEndElement();
  }

  @Override
  public void element(String name, String value) throws XMLStreamException {
    writer.writeStartElement(NAMESPACE, name);
    writer.writeCharacters(XmlText.legal(value));
    writer.writeEndElement();
  }

  @Override
  public void text(String name, String language, String value) throws XMLStreamException {
    writer.writeStartElement(NAMESPACE, name);
    writer.writeAttribute("languageID", language);
    writer.writeCharacters(XmlText.legal(value));
    writer.writeEndElement();
  }

  @Override
  public void attribute(String name, String value) throws XMLStreamException {
    writer.writeAttribute(name, value);
  }
}
