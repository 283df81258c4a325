package io.resonance.testbed.mes;

import java.io.StringWriter;
import java.time.Instant;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the answers of the simulated MES: an Acknowledge of the noun, or a ConfirmBOD. */
public final class Answers {

  private Answers() {}

  /** Acknowledge, valid against the official schemas for nouns that know the verb. */
  public static String acknowledge(
      ReceivedMessage message, String originalBodId, String actionCode, String words) {
    String noun = message.name().replaceFirst("^(Notify|Process|Sync)", "");
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = begin(text, "Acknowledge" + noun);
      xml.writeStartElement("DataArea");
      xml.writeStartElement("Acknowledge");
      original(xml, message, originalBodId);
      xml.writeStartElement("ResponseCriteria");
      xml.writeStartElement("ResponseExpression");
      xml.writeAttribute("actionCode", actionCode);
      xml.writeEndElement();
      if (!words.isEmpty()) {
        xml.writeStartElement("ChangeStatus");
        element(xml, "Description", words);
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeStartElement(noun);
      element(xml, "ID", message.objectId());
      xml.writeEndDocument();
    } catch (XMLStreamException unwritable) {
      throw new IllegalStateException("The Acknowledge could not be written.", unwritable);
    }
    return text.toString();
  }

  private static XMLStreamWriter begin(StringWriter text, String root) throws XMLStreamException {
    XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement(root);
    xml.writeDefaultNamespace(MessageReader.NAMESPACE);
    xml.writeAttribute("releaseID", "V0701");
    xml.writeStartElement("ApplicationArea");
    xml.writeStartElement("Sender");
    element(xml, "LogicalID", "simulated-mes");
    element(xml, "ConfirmationCode", "Never");
    xml.writeEndElement();
    element(xml, "CreationDateTime", Instant.now().toString());
    element(xml, "BODID", UUID.randomUUID().toString());
    xml.writeEndElement();
    return xml;
  }

  private static void original(XMLStreamWriter xml, ReceivedMessage message, String bodId)
      throws XMLStreamException {
    xml.writeStartElement("OriginalApplicationArea");
    element(xml, "CreationDateTime", message.created().toString());
    element(xml, "BODID", bodId);
    xml.writeEndElement();
  }

  private static void element(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }
}
