package io.resonance.connector.mtconnect.client.streams;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.text.KnownTexts;
import io.resonance.connector.mtconnect.client.text.TextBuffer;
import io.resonance.connector.mtconnect.client.xml.AaltoStartTag;
import io.resonance.connector.mtconnect.client.xml.AaltoXml;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/** Takes one observation element from the Aalto parser. */
final class ObservationReader {
  private final DocumentLimits limits;
  private final ObservationRows rows;
  private final AaltoStartTag tag;
  private final TextBuffer text;

  ObservationReader(DocumentLimits limits, ObservationRows rows, AaltoStartTag tag) {
    this.limits = limits;
    this.rows = rows;
    this.tag = tag;
    this.text = new TextBuffer(limits.text(), new KnownTexts());
  }

  /** Reads the element the parser stands on, to its end tag. */
  void read(
      XMLStreamReader2 xml, MtConnectCategory category, int depth, MtConnectBatchBuilder columns)
      throws XMLStreamException, MtConnectDocumentException {
    AaltoXml.checkElement(xml, depth + 1, limits);
    rows.begin(tag, category, columns);
    text.clear();
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(xml);
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        entry(xml, depth + 2);
      } else {
        AaltoXml.refuseEntity(event, xml);
      }
    }
    text.finish();
    rows.end(text, columns);
  }

  // <Entry key="G54"><Cell key="X">1</Cell></Entry>, or an element of a vendor, kept by its name.
  private void entry(XMLStreamReader2 xml, int depth)
      throws XMLStreamException, MtConnectDocumentException {
    AaltoXml.checkElement(xml, depth, limits);
    String key = key(xml);
    boolean removed = "true".equals(xml.getAttributeValue(null, "removed"));
    StringBuilder value = new StringBuilder();
    boolean cells = false;
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        AaltoXml.checkElement(xml, depth + 1, limits);
        cells = true;
        String cell = key(xml);
        boolean cellRemoved = "true".equals(xml.getAttributeValue(null, "removed"));
        rows.entry(key, cell, xml.getElementText().strip(), removed || cellRemoved);
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        value.append(xml.getText());
      } else {
        AaltoXml.refuseEntity(event, xml);
      }
      if (value.length() > limits.text()) {
        throw new MtConnectDocumentException(
            "Entry %s has more than %d characters".formatted(key, limits.text()));
      }
    }
    if (!cells) {
      rows.entry(key, "", value.toString().strip(), removed);
    }
  }

  private static String key(XMLStreamReader2 xml) {
    String key = xml.getAttributeValue(null, "key");
    return key == null ? xml.getLocalName() : key;
  }
}
