package io.resonance.connector.mtconnect.client.browse;

import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.http.MultipartFramer;
import io.resonance.connector.mtconnect.client.json.JsonDocuments;
import io.resonance.connector.mtconnect.client.xml.AaltoXml;
import io.resonance.connector.mtconnect.source.MtConnectBrowser;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectDocument;
import io.resonance.connector.mtconnect.source.MtConnectDocument.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/** The MTConnect documents of a file on disk. */
public final class DocumentFile {
  private static final DocumentLimits LIMITS = DocumentLimits.standard();
  private static final int MOST_BYTES = 1 << 30;

  private final BrowsedDocuments documents = new BrowsedDocuments();
  private final JsonDocuments json = new JsonDocuments(LIMITS);
  private final List<MtConnectDocument> found = new ArrayList<>();

  private DocumentFile() {}

  /** Reads all documents of a file, those that cannot be read among them. */
  public static List<MtConnectDocument> read(Path file)
      throws IOException, MtConnectDocumentException {
    byte[] bytes = bytes(file);
    DocumentFile reading = new DocumentFile();
    if (bytes.length > 2 && bytes[0] == '-' && bytes[1] == '-') {
      reading.multipart(bytes);
    } else {
      reading.add(bytes);
    }
    return reading.found;
  }

  /** What the devices document of a file describes. */
  public static MtConnectBrowser.Model model(Path file)
      throws IOException, MtConnectDocumentException {
    byte[] bytes = bytes(file);
    boolean isJson = JsonDocuments.isJson(bytes, 0, bytes.length);
    return BrowsedDocuments.model(
        isJson ? new JsonDocuments(LIMITS).toXml(bytes, 0, bytes.length) : bytes);
  }

  private static byte[] bytes(Path file) throws IOException, MtConnectDocumentException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      byte[] bytes = (gzip ? new GZIPInputStream(raw) : raw).readNBytes(MOST_BYTES);
      if (bytes.length == MOST_BYTES) {
        throw new MtConnectDocumentException("It holds more than %d bytes".formatted(MOST_BYTES));
      }
      return bytes;
    }
  }

  // The boundary is the first line: what HTTP said of it is not in the file.
  private void multipart(byte[] bytes) throws MtConnectDocumentException {
    int end = 2;
    while (end < bytes.length && bytes[end] != '\r' && bytes[end] != '\n') {
      end++;
    }
    String boundary = new String(bytes, 2, end - 2, StandardCharsets.ISO_8859_1);
    MultipartFramer framer =
        new MultipartFramer(boundary, LIMITS.bytes(), MultipartFramer.Lengths.TRUSTED);
    int[] read = {0};
    framer.feed(
        ByteBuffer.wrap(bytes),
        (part, offset, length) -> {
          read[0]++;
          byte[] copy = new byte[length];
          System.arraycopy(part, offset, copy, 0, length);
          add(copy);
        });
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int begun =
        text.split("(?m)^--" + java.util.regex.Pattern.quote(boundary) + "\\s*$", -1).length;
    if (begun - 1 > read[0]) {
      found.add(unreadable("The last part of the stream is cut off"));
    }
  }

  private void add(byte[] bytes) {
    try {
      byte[] xml =
          JsonDocuments.isJson(bytes, 0, bytes.length) ? json.toXml(bytes, 0, bytes.length) : bytes;
      found.add(document(xml));
    } catch (MtConnectDocumentException e) {
      found.add(unreadable(e.getMessage()));
    }
  }

  private MtConnectDocument document(byte[] xml) throws MtConnectDocumentException {
    Root root = root(xml);
    return switch (root.name()) {
      case "MTConnectDevices" -> {
        DevicesParser.Devices devices = new DevicesParser(LIMITS).parse(xml);
        yield new MtConnectDocument(
            Kind.DEVICES,
            devices.version(),
            "",
            Map.of(),
            devices.devices(),
            devices.dataItems().size(),
            0,
            List.of(),
            List.of(),
            "");
      }
      case "MTConnectAssets" -> plain(Kind.ASSETS, "", root.assets(), List.of(), "");
      default -> streams(xml);
    };
  }

  private MtConnectDocument streams(byte[] xml) throws MtConnectDocumentException {
    BrowsedDocuments.Read read = documents.read(xml, 0, xml.length);
    if (read.document() instanceof AgentDocument.Errors errors) {
      return plain(
          Kind.ERROR,
          "",
          0,
          errors.errors().stream().map(each -> each.code() + ": " + each.text()).toList(),
          "");
    }
    StreamsHeader header = ((AgentDocument.Streams) read.document()).header();
    Map<MtConnectCategory, Integer> counts = new EnumMap<>(MtConnectCategory.class);
    for (int row = 0; row < read.batch().size(); row++) {
      counts.merge(read.batch().dataItem(row).category(), 1, Integer::sum);
    }
    return new MtConnectDocument(
        Kind.STREAMS,
        header.version(),
        "%s to %s, next %s"
            .formatted(
                Long.toUnsignedString(header.firstSequence()),
                Long.toUnsignedString(header.lastSequence()),
                Long.toUnsignedString(header.nextSequence())),
        counts,
        List.of(),
        0,
        0,
        List.of(),
        read.batch().oddities(),
        "");
  }

  private static MtConnectDocument unreadable(String why) {
    return plain(Kind.UNREADABLE, "", 0, List.of(), why.replaceAll("\\s+", " "));
  }

  private static MtConnectDocument plain(
      Kind kind, String version, int assets, List<String> errors, String problem) {
    return new MtConnectDocument(
        kind, version, "", Map.of(), List.of(), 0, assets, errors, List.of(), problem);
  }

  private record Root(String name, int assets) {}

  // Name of the root, and the assets if it is a list of them.
  private static Root root(byte[] xml) throws MtConnectDocumentException {
    try {
      XMLStreamReader2 reader =
          (XMLStreamReader2)
              AaltoXml.secureFactory().createXMLStreamReader(new ByteArrayInputStream(xml));
      try {
        AaltoXml.toRoot(reader);
        String name = reader.getLocalName();
        return new Root(name, name.equals("MTConnectAssets") ? assets(reader) : 0);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | IllegalArgumentException e) {
      throw new MtConnectDocumentException(
          "Not well-formed XML: " + MtConnectDocumentException.cut(String.valueOf(e.getMessage())),
          e);
    }
  }

  private static int assets(XMLStreamReader2 reader)
      throws XMLStreamException, MtConnectDocumentException {
    int assets = 0;
    int inside = 0;
    for (int depth = 1; depth > 0; ) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        AaltoXml.checkElement(reader, depth, LIMITS);
        assets += depth == inside + 1 && inside > 0 ? 1 : 0;
        inside = reader.getLocalName().equals("Assets") ? depth : inside;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        inside = depth == inside ? 0 : inside;
        depth--;
      } else {
        AaltoXml.refuseEntity(event, reader);
      }
    }
    return assets;
  }
}
