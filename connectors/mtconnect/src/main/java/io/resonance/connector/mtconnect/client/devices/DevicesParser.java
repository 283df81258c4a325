package io.resonance.connector.mtconnect.client.devices;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.xml.AaltoXml;
import io.resonance.connector.mtconnect.client.xml.XmlElement;
import io.resonance.connector.mtconnect.source.MtConnectAsset;
import io.resonance.connector.mtconnect.source.MtConnectComponent;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/** Reads the answer to a probe request. */
public final class DevicesParser {

  private final InputFactoryImpl factory = AaltoXml.secureFactory();
  private final DocumentLimits limits;

  /**
   * What a probe says.
   *
   * @param version version of the agent
   * @param instanceId unsigned, as text; empty if not given
   * @param bufferSize as text; empty if not given
   * @param devices names of the devices, the agent's own device among them
   * @param dataItems all DataItems of all devices
   * @param tree the devices with their components
   * @param documents each device as it was written
   */
  public record Devices(
      String version,
      String instanceId,
      String bufferSize,
      List<String> devices,
      List<MtConnectDataItemDescription> dataItems,
      List<MtConnectComponent> tree,
      List<MtConnectAsset> documents) {

    /** Without the tree and the documents. */
    public Devices(
        String version,
        String instanceId,
        String bufferSize,
        List<String> devices,
        List<MtConnectDataItemDescription> dataItems) {
      this(version, instanceId, bufferSize, devices, dataItems, List.of(), List.of());
    }

    /** Nothing at all. */
    static Devices none() {
      return new Devices("", "", "", List.of(), List.of());
    }

    /** The instanceId as a number, 0 if it is none: positions come from streams headers only. */
    public long instanceLabel() {
      try {
        return Long.parseUnsignedLong(instanceId);
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }

  /**
   * @param limits refuse what is larger
   */
  public DevicesParser(DocumentLimits limits) {
    this.limits = limits;
  }

  /** Parses a whole MTConnectDevices document. */
  public Devices parse(byte[] bytes) throws MtConnectDocumentException {
    try {
      XMLStreamReader2 xml =
          (XMLStreamReader2) factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
      try {
        AaltoXml.toRoot(xml);
        if (!xml.getLocalName().equals("MTConnectDevices")) {
          throw new MtConnectDocumentException(
              "The document is <%s>, not MTConnectDevices".formatted(xml.getLocalName()));
        }
        return new Walk(xml, limits).devices();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | UncheckedStreamException | IllegalArgumentException e) {
      throw new MtConnectDocumentException(
          "Not well-formed XML: " + MtConnectDocumentException.cut(String.valueOf(e.getMessage())),
          e);
    }
  }

  /** One pass over a document, device by device. */
  private static final class Walk {
    private final XMLStreamReader2 xml;
    private final DocumentLimits limits;
    private final Map<String, String> namespaces;
    private final List<String> names = new ArrayList<>();
    private final List<MtConnectDataItemDescription> items = new ArrayList<>();
    private final List<MtConnectComponent> tree = new ArrayList<>();
    private final List<MtConnectAsset> documents = new ArrayList<>();
    private String version = "";
    private String instanceId = "";
    private String bufferSize = "";

    Walk(XMLStreamReader2 xml, DocumentLimits limits) {
      this.xml = xml;
      this.limits = limits;
      this.namespaces = new LinkedHashMap<>(XmlElement.namespacesOf(xml));
    }

    Devices devices() throws XMLStreamException, MtConnectDocumentException {
      boolean inside = false;
      for (int depth = 1; depth > 0; ) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT && inside) {
          device(XmlElement.read(xml, depth + 1, limits));
        } else if (event == XMLStreamConstants.START_ELEMENT) {
          depth++;
          AaltoXml.checkElement(xml, depth, limits);
          header();
          inside = xml.getLocalName().equals("Devices");
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
      return new Devices(
          version,
          instanceId,
          bufferSize,
          List.copyOf(names),
          List.copyOf(items),
          List.copyOf(tree),
          List.copyOf(documents));
    }

    private void header() {
      if (xml.getLocalName().equals("Header")) {
        version = attribute("version");
        instanceId = attribute("instanceId");
        bufferSize = attribute("bufferSize");
      }
    }

    private String attribute(String name) {
      String value = xml.getAttributeValue(null, name);
      return value == null ? "" : value;
    }

    private void device(XmlElement device) {
      String name = device.attribute("name");
      names.add(name.isEmpty() ? device.attribute("uuid") : name);
      tree.add(new DeviceReader(device, items).component());
      documents.add(AssetReader.device(device, namespaces));
    }
  }
}
