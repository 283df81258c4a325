package io.resonance.connector.mtconnect.client.streams;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.AgentDocument.AgentError;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.xml.AaltoStartTag;
import io.resonance.connector.mtconnect.client.xml.AaltoXml;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/**
 * Reads documents with the Aalto pull parser, without a tree and without an object per value.
 *
 * <p>Document type declarations and entities are refused: no MTConnect document needs them. Not
 * thread-safe; one parser per agent, so that the table of its DataItems stays small.
 */
public final class AaltoStreamsParser implements StreamsParser {
  private final InputFactoryImpl factory = AaltoXml.secureFactory();
  private final DocumentLimits limits;
  private final ObservationRows rows;
  private final ObservationReader observations;
  private final AaltoStartTag tag = new AaltoStartTag();
  private final HeaderReader headers = new HeaderReader();

  /**
   * @param limits refuse what is larger
   */
  public AaltoStreamsParser(DocumentLimits limits) {
    this(limits, new ObservationRows(limits));
  }

  // Parsers of one agent share what they know of its DataItems.
  AaltoStreamsParser(DocumentLimits limits, ObservationRows rows) {
    this.limits = limits;
    this.rows = rows;
    this.observations = new ObservationReader(limits, rows, tag);
  }

  @Override
  public AgentDocument parse(byte[] bytes, int offset, int length, MtConnectBatchBuilder columns)
      throws MtConnectDocumentException {
    if (length > limits.bytes()) {
      throw new MtConnectDocumentException(
          "A document of %d bytes is larger than the %d allowed".formatted(length, limits.bytes()));
    }
    columns.clear();
    rows.beginDocument();
    try {
      XMLStreamReader2 xml =
          (XMLStreamReader2)
              factory.createXMLStreamReader(new Stax2ByteArraySource(bytes, offset, length));
      tag.of(xml);
      try {
        return document(xml, columns);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | UncheckedStreamException | IllegalArgumentException e) {
      // Unchecked where Aalto reads text only when it is asked for.
      throw new MtConnectDocumentException("Not well-formed XML: " + firstLine(e), e);
    }
  }

  private AgentDocument document(XMLStreamReader2 xml, MtConnectBatchBuilder columns)
      throws XMLStreamException, MtConnectDocumentException {
    AaltoXml.toRoot(xml);
    return switch (xml.getLocalName()) {
      case "MTConnectStreams" -> streams(xml, columns);
      case "MTConnectError" -> errors(xml);
      default ->
          throw new MtConnectDocumentException(
              "The document is <%s>, not MTConnectStreams".formatted(xml.getLocalName()));
    };
  }

  private AgentDocument streams(XMLStreamReader2 xml, MtConnectBatchBuilder columns)
      throws XMLStreamException, MtConnectDocumentException {
    int depth = 1;
    StreamsHeader header = null;
    MtConnectCategory section = null;
    int sectionDepth = 0;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (section != null) {
          observations.read(xml, section, depth, columns);
          continue;
        }
        depth++;
        AaltoXml.checkElement(xml, depth, limits);
        checkAttributes(xml, limits);
        switch (xml.getLocalName()) {
          case "Header" -> {
            header = headers.read(tag, columns);
            rows.header(header);
          }
          case "DeviceStream" -> rows.beginDevice(tag);
          case "ComponentStream" -> rows.beginComponent(tag);
          case "Samples" -> section = MtConnectCategory.SAMPLE;
          case "Events" -> section = MtConnectCategory.EVENT;
          case "Condition", "Conditions" -> section = MtConnectCategory.CONDITION;
          default -> {
            // Elements of vendors between the levels hold no observations.
          }
        }
        sectionDepth = section == null ? 0 : depth;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        if (depth == sectionDepth) {
          section = null;
        }
        depth--;
      } else {
        AaltoXml.refuseEntity(event, xml);
      }
    }
    AaltoXml.finish(xml);
    if (header == null) {
      throw new MtConnectDocumentException("The streams document has no Header");
    }
    return new AgentDocument.Streams(header);
  }

  private AgentDocument errors(XMLStreamReader2 xml)
      throws XMLStreamException, MtConnectDocumentException {
    List<AgentError> errors = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    String code = null;
    int codeDepth = 0;
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        AaltoXml.checkElement(xml, depth, limits);
        checkAttributes(xml, limits);
        String errorCode = xml.getAttributeValue(null, "errorCode");
        if (code == null && errorCode != null && errors.size() < 100) {
          code = errorCode;
          codeDepth = depth;
          text.setLength(0);
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        if (code != null && depth == codeDepth) {
          errors.add(new AgentError(code, MtConnectDocumentException.cut(text.toString().strip())));
          code = null;
        }
        depth--;
      } else if (event == XMLStreamConstants.CHARACTERS && code != null && text.length() < 1_000) {
        text.append(xml.getText()).append(' ');
      } else {
        AaltoXml.refuseEntity(event, xml);
      }
    }
    AaltoXml.finish(xml);
    return new AgentDocument.Errors(List.copyOf(errors));
  }

  // Of observations each attribute is checked as it is read.
  private static void checkAttributes(XMLStreamReader2 xml, DocumentLimits limits)
      throws MtConnectDocumentException {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      int length = xml.getAttributeValue(i).length();
      if (length > limits.text()) {
        throw new MtConnectDocumentException(
            "%s of <%s> has %d characters, more than the %d allowed"
                .formatted(
                    xml.getAttributeLocalName(i), xml.getLocalName(), length, limits.text()));
      }
    }
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage()).replace('\n', ' ').replace('\r', ' ');
    return MtConnectDocumentException.cut(message);
  }
}
