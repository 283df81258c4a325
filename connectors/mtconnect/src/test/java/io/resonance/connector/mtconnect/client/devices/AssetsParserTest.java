package io.resonance.connector.mtconnect.client.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.source.Corpus;
import io.resonance.connector.mtconnect.source.MtConnectAsset;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class AssetsParserTest {

  @Test
  void readsLivesAndMeasurementsOfEveryAssetOfTheCorpus() throws Exception {
    int assets = 0;
    for (Path file : assets()) {
      String text = Files.readString(file).replace("\uFEFF", "");
      String whole =
          text.contains("<MTConnectAssets")
              ? text
              : "<MTConnectAssets><Assets>%s</Assets></MTConnectAssets>"
                  .formatted(text.replaceFirst("<\\?xml[^>]*>", ""));
      if (!isWellFormed(whole)) {
        assertThatThrownBy(() -> parse(whole))
            .as(file.toString())
            .isInstanceOf(MtConnectDocumentException.class)
            .hasMessageContaining("Not well-formed XML");
        continue;
      }
      Document dom = dom(whole);
      List<MtConnectAsset> parsed = parse(whole);
      assertThat(parsed).as(file.toString()).hasSize(count(dom));
      assertThat(parsed.stream().mapToInt(asset -> asset.lives().size()).sum())
          .as("lives in %s", file)
          .isEqualTo(elements(dom, "ToolLife") + elements(dom, "ItemLife"));
      assertThat(parsed.stream().mapToInt(asset -> asset.measurements().size()).sum())
          .as("measurements in %s", file)
          .isEqualTo(measurements(dom));
      int kept = 0;
      for (MtConnectAsset asset : parsed) {
        kept += dom(asset.document()).getElementsByTagName("*").getLength();
      }
      assertThat(kept)
          .as("elements in the documents of %s", file)
          .isEqualTo(
              ((Element) dom.getElementsByTagNameNS("*", "Assets").item(0))
                  .getElementsByTagName("*")
                  .getLength());
      assets += parsed.size();
    }
    assertThat(assets).isGreaterThan(50);
  }

  @Test
  void readsACuttingTool() throws Exception {
    MtConnectAsset tool =
        parse(Files.readString(Corpus.path("recorded-agent/2.5/assets.xml"))).stream()
            .filter(asset -> asset.assetId().equals("123456.2207"))
            .findFirst()
            .orElseThrow();
    assertThat(tool.type()).isEqualTo("CuttingTool");
    assertThat(tool.deviceUuid()).isEqualTo("OKUMA.123456");
    assertThat(tool.hash()).isEqualTo("79Nw2HSvg+h+gB9WiuIMZey5Pj4=");
    assertThat(tool.timestampNanos()).hasValue(1_659_966_156_437_716_000L);
    assertThat(tool.lives())
        .contains(new MtConnectAsset.ToolLife("", "MINUTES", "UP", "160", "0", "0", ""))
        .hasSize(3);
    assertThat(tool.attributes())
        .containsEntry("serialNumber", "2207")
        .containsEntry("CutterStatus", "AVAILABLE")
        .containsEntry("ProgramToolNumber", "2207")
        .containsEntry("Location", "11")
        .containsEntry("Location@type", "POT");
    assertThat(tool.document()).startsWith("<CuttingTool xmlns").contains("urn:mtconnect.org");
  }

  @Test
  void takesAnErrorForNoAssetsAndRefusesOtherDocuments() throws Exception {
    assertThat(parse(Files.readString(Corpus.path("recorded-agent/2.5/error-asset-not-found.xml"))))
        .isEmpty();
    assertThatThrownBy(() -> parse("<html/>"))
        .isInstanceOf(MtConnectDocumentException.class)
        .hasMessage("The document is <html>, not MTConnectAssets");
  }

  private static List<MtConnectAsset> parse(String text) throws MtConnectDocumentException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new AssetsParser(DocumentLimits.standard()).parse(bytes, bytes.length).assets();
  }

  private static List<Path> assets() throws Exception {
    try (Stream<Path> all = Files.walk(Corpus.path(""))) {
      return all.filter(
              file ->
                  (file.getParent().endsWith("assets") && file.toString().endsWith(".xml"))
                      || file.endsWith("assets.xml"))
          .filter(file -> !file.endsWith("cppagent/assets/Devices.xml"))
          .sorted()
          .toList();
    }
  }

  private static boolean isWellFormed(String text) throws Exception {
    try {
      dom(text);
      return true;
    } catch (SAXException e) {
      return false;
    }
  }

  private static Document dom(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }

  private static int count(Document dom) {
    int count = 0;
    for (var node = dom.getElementsByTagNameNS("*", "Assets").item(0).getFirstChild();
        node != null;
        node = node.getNextSibling()) {
      count += node instanceof Element ? 1 : 0;
    }
    return count;
  }

  private static int elements(Document dom, String name) {
    return dom.getElementsByTagNameNS("*", name).getLength();
  }

  private static int measurements(Document dom) {
    int count = 0;
    var lists = dom.getElementsByTagNameNS("*", "Measurements");
    for (int i = 0; i < lists.getLength(); i++) {
      for (var node = lists.item(i).getFirstChild(); node != null; node = node.getNextSibling()) {
        count += node instanceof Element ? 1 : 0;
      }
    }
    return count;
  }
}
