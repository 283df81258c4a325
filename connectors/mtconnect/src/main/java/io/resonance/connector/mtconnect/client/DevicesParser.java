package io.resonance.connector.mtconnect.client;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/** Reads the answer to a probe request. */
public final class DevicesParser {
  private static final int MOST_DATA_ITEMS = 200_000;

  private final InputFactoryImpl factory = AaltoStreamsParser.secureFactory();
  private final DocumentLimits limits;

  /**
   * What a probe says.
   *
   * @param version version of the agent
   * @param instanceId unsigned, as text; empty if not given
   * @param bufferSize as text; empty if not given
   * @param devices names of the devices, the agent's own device among them
   * @param dataItems all DataItems of all devices
   */
  public record Devices(
      String version,
      String instanceId,
      String bufferSize,
      List<String> devices,
      List<MtConnectDataItemDescription> dataItems) {

    /** The instanceId as a number, 0 if it is none: positions come from streams headers only. */
    long instanceLabel() {
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
        AaltoStreamsParser.toRoot(xml);
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
          "Not well-formed XML: " + AaltoStreamsParser.cut(String.valueOf(e.getMessage())), e);
    }
  }

  /** One pass over a document. */
  private static final class Walk {
    private final XMLStreamReader2 xml;
    private final DocumentLimits limits;
    private final Deque<String> path = new ArrayDeque<>();
    private final List<String> devices = new ArrayList<>();
    private final List<MtConnectDataItemDescription> items = new ArrayList<>();
    private String version = "";
    private String instanceId = "";
    private String bufferSize = "";
    private String deviceUuid = "";
    private String deviceName = "";

    Walk(XMLStreamReader2 xml, DocumentLimits limits) {
      this.xml = xml;
      this.limits = limits;
    }

    Devices devices() throws XMLStreamException, MtConnectDocumentException {
      path.addLast("");
      String above = "";
      Deque<String> parents = new ArrayDeque<>();
      while (!path.isEmpty()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          AaltoStreamsParser.checkElement(xml, path.size() + 1, limits);
          String local = xml.getLocalName();
          if (local.equals("DataItem") && items.size() < MOST_DATA_ITEMS) {
            items.add(dataItem());
            continue;
          }
          path.addLast(step(local, above));
          parents.addLast(above);
          above = local;
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          path.removeLast();
          above = parents.isEmpty() ? "" : parents.removeLast();
        } else {
          AaltoStreamsParser.refuseEntity(event, xml);
        }
      }
      AaltoStreamsParser.finish(xml);
      return new Devices(version, instanceId, bufferSize, List.copyOf(devices), List.copyOf(items));
    }

    // The part of the component path this element adds: only devices' components have one.
    private String step(String local, String above) {
      if (local.equals("Header")) {
        version = attribute("version");
        instanceId = attribute("instanceId");
        bufferSize = attribute("bufferSize");
      } else if (above.equals("Devices")) {
        deviceUuid = attribute("uuid");
        deviceName = attribute("name");
        devices.add(deviceName.isEmpty() ? deviceUuid : deviceName);
      } else if (above.equals("Components")) {
        String name = attribute("name").isEmpty() ? attribute("id") : attribute("name");
        return local + "[" + name + "]";
      }
      return "";
    }

    private MtConnectDataItemDescription dataItem()
        throws XMLStreamException, MtConnectDocumentException {
      String id = attribute("id");
      String name = attribute("name");
      MtConnectCategory category = category(attribute("category"));
      String type = attribute("type");
      String subType = attribute("subType");
      String units = attribute("units");
      String nativeUnits = attribute("nativeUnits");
      String nativeScale = attribute("nativeScale");
      String representation = attribute("representation");
      String statistic = attribute("statistic");
      Constraints constraints = constraints();
      return new MtConnectDataItemDescription(
          id,
          name,
          category,
          type,
          subType,
          units,
          nativeUnits,
          nativeScale,
          representation.equals("VALUE") ? "" : representation,
          statistic,
          deviceUuid,
          deviceName,
          String.join("/", path.stream().filter(part -> !part.isEmpty()).toList()),
          constraints.minimum,
          constraints.maximum,
          constraints.values);
    }

    private static final class Constraints {
      private String minimum = "";
      private String maximum = "";
      private final List<String> values = new ArrayList<>();
    }

    private Constraints constraints() throws XMLStreamException, MtConnectDocumentException {
      Constraints found = new Constraints();
      StringBuilder text = new StringBuilder();
      int depth = 1;
      while (depth > 0) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          depth++;
          AaltoStreamsParser.checkElement(xml, path.size() + depth, limits);
          text.setLength(0);
        } else if (event == XMLStreamConstants.CHARACTERS && text.length() < limits.text()) {
          text.append(xml.getText());
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
          switch (xml.getLocalName()) {
            case "Minimum" -> found.minimum = text.toString().strip();
            case "Maximum" -> found.maximum = text.toString().strip();
            case "Value" -> found.values.add(text.toString().strip());
            default -> {
              // Filters, sources and definitions are not part of the description.
            }
          }
        } else {
          AaltoStreamsParser.refuseEntity(event, xml);
        }
      }
      return found;
    }

    private String attribute(String name) {
      String value = xml.getAttributeValue(null, name);
      return value == null ? "" : value;
    }

    private static MtConnectCategory category(String text) {
      return switch (text.toUpperCase(Locale.ROOT)) {
        case "SAMPLE" -> MtConnectCategory.SAMPLE;
        case "CONDITION" -> MtConnectCategory.CONDITION;
        default -> MtConnectCategory.EVENT;
      };
    }
  }
}
