package io.resonance.benchmark.mtconnect;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.resonance.benchmark.stages.Stage;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * The baseline: Aalto goes through the documents; every attribute and text is looked at, nothing is
 * read as number or time, and nothing is built.
 */
final class AaltoIteration implements Stage {

  private final InputFactoryImpl factory = new InputFactoryImpl();
  private final List<StreamsDocument> documents;

  AaltoIteration(List<StreamsDocument> documents) {
    this.documents = documents;
  }

  @Override
  public long pass() throws XMLStreamException {
    long sink = 0;
    for (StreamsDocument document : documents) {
      sink += iterate(document.bytes());
    }
    return sink;
  }

  private long iterate(byte[] bytes) throws XMLStreamException {
    long sink = 0;
    XMLStreamReader2 xml =
        (XMLStreamReader2) factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          sink += xml.getLocalName().length();
          for (int i = 0; i < xml.getAttributeCount(); i++) {
            sink += xml.getAttributeValue(i).length();
          }
        }
        case XMLStreamConstants.CHARACTERS -> sink += xml.getTextLength();
        default -> sink++;
      }
    }
    xml.close();
    return sink;
  }
}
