package io.resonance.connector.mtconnect.client.devices;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.xml.AaltoXml;
import io.resonance.connector.mtconnect.client.xml.XmlElement;
import io.resonance.connector.mtconnect.source.MtConnectAsset;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/** Reads the answer to an asset request. */
public final class AssetsParser {
  private static final int MOST_ASSETS = 100_000;

  private final InputFactoryImpl factory = AaltoXml.secureFactory();
  private final DocumentLimits limits;

  /**
   * The assets of a document.
   *
   * @param assets in document order
   * @param isWhole whether these are all that were asked for
   */
  public record Listed(List<MtConnectAsset> assets, boolean isWhole) {}

  public AssetsParser(DocumentLimits limits) {
    this.limits = limits;
  }

  /**
   * Parses a whole MTConnectAssets document; an MTConnectError document has no assets.
   *
   * @throws MtConnectDocumentException if it is neither, or damaged, or too large
   */
  public Listed parse(byte[] bytes, int length) throws MtConnectDocumentException {
    try {
      XMLStreamReader2 xml =
          (XMLStreamReader2)
              factory.createXMLStreamReader(new ByteArrayInputStream(bytes, 0, length));
      try {
        AaltoXml.toRoot(xml);
        return switch (xml.getLocalName()) {
          case "MTConnectAssets" -> assets(xml);
          case "MTConnectError" -> new Listed(List.of(), false);
          default ->
              throw new MtConnectDocumentException(
                  "The document is <%s>, not MTConnectAssets".formatted(xml.getLocalName()));
        };
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | UncheckedStreamException | IllegalArgumentException e) {
      throw new MtConnectDocumentException(
          "Not well-formed XML: " + MtConnectDocumentException.cut(String.valueOf(e.getMessage())),
          e);
    }
  }

  private Listed assets(XMLStreamReader2 xml)
      throws XMLStreamException, MtConnectDocumentException {
    List<MtConnectAsset> assets = new ArrayList<>();
    Map<String, String> namespaces = new LinkedHashMap<>(XmlElement.namespacesOf(xml));
    boolean inside = false;
    for (int depth = 1; depth > 0; ) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && inside) {
        XmlElement element = XmlElement.read(xml, depth + 1, limits);
        if (assets.size() < MOST_ASSETS) {
          assets.add(AssetReader.asset(element, namespaces));
        }
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        AaltoXml.checkElement(xml, depth, limits);
        inside = xml.getLocalName().equals("Assets");
        if (inside) {
          namespaces.putAll(XmlElement.namespacesOf(xml));
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
        inside = false;
      } else {
        AaltoXml.refuseEntity(event, xml);
      }
    }
    AaltoXml.finish(xml);
    return new Listed(List.copyOf(assets), assets.size() < MOST_ASSETS);
  }
}
