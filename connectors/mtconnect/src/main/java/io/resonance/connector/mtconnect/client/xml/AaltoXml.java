package io.resonance.connector.mtconnect.client.xml;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/** What holds for every document that is read with Aalto: what is refused, and the limits. */
public final class AaltoXml {
  private AaltoXml() {}

  /** A factory of parsers that know no document types and no entities. */
  public static InputFactoryImpl secureFactory() {
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** Goes to the start tag of the root; refuses a document type on the way. */
  public static void toRoot(XMLStreamReader2 xml)
      throws XMLStreamException, MtConnectDocumentException {
    int event = xml.next();
    while (event != XMLStreamConstants.START_ELEMENT) {
      if (event == XMLStreamConstants.DTD) {
        throw new MtConnectDocumentException(
            "The document has a document type declaration; these are refused, since they can name"
                + " files and blow up memory");
      }
      event = xml.next();
    }
  }

  /** Reads to the end, so that anything after the root element shows. */
  public static void finish(XMLStreamReader2 xml) throws XMLStreamException {
    while (xml.hasNext()) {
      xml.next();
    }
  }

  /** Refuses a start tag that is nested too deep or has too many attributes. */
  public static void checkElement(XMLStreamReader2 xml, int depth, DocumentLimits limits)
      throws MtConnectDocumentException {
    if (depth > limits.depth()) {
      throw new MtConnectDocumentException(
          "Elements are nested deeper than %d levels".formatted(limits.depth()));
    }
    if (xml.getAttributeCount() > limits.attributes()) {
      throw new MtConnectDocumentException(
          "<%s> has %d attributes, more than the %d allowed"
              .formatted(xml.getLocalName(), xml.getAttributeCount(), limits.attributes()));
    }
  }

  /** Refuses a reference to an entity. */
  public static void refuseEntity(int event, XMLStreamReader2 xml)
      throws MtConnectDocumentException {
    if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new MtConnectDocumentException(
          "The document refers to the entity &%s; entities are refused"
              .formatted(xml.getLocalName()));
    }
  }
}
