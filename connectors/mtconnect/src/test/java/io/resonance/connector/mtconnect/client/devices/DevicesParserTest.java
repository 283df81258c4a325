package io.resonance.connector.mtconnect.client.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.source.Corpus;
import io.resonance.connector.mtconnect.source.MtConnectAsset;
import io.resonance.connector.mtconnect.source.MtConnectComponent;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DevicesParserTest {

  @Test
  void findsInEveryDocumentOfTheCorpusWhatTheDomFinds() throws Exception {
    int documents = 0;
    for (Path file : devices()) {
      Document dom = dom(Files.readString(file));
      DevicesParser.Devices parsed = parse(Files.readAllBytes(file));
      assertThat(parsed.dataItems())
          .as(file.toString())
          .extracting(MtConnectDataItemDescription::dataItemId)
          .containsExactlyElementsOf(attributes(dom, "DataItem", "id"));
      for (String attribute : List.of("units", "nativeUnits", "nativeScale", "statistic")) {
        assertThat(said(parsed, attribute))
            .as("%s of %s", attribute, file)
            .containsExactlyElementsOf(attributes(dom, "DataItem", attribute));
      }
      assertThat(parsed.tree().stream().mapToInt(MtConnectComponent::size).sum() - devices(dom))
          .as("components of %s", file)
          .isEqualTo(components(dom));
      assertThat(filters(parsed))
          .as("filters of %s", file)
          .isEqualTo(dom.getElementsByTagNameNS("*", "Filter").getLength());
      for (String relationship : List.of("DataItemRelationship", "SpecificationRelationship")) {
        assertThat(parsed.dataItems().stream().mapToLong(item -> words(item, relationship)).sum())
            .as("%s of %s", relationship, file)
            .isEqualTo(dom.getElementsByTagNameNS("*", relationship).getLength());
      }
      assertThat(relationships(parsed.tree()))
          .as("relationships of components of %s", file)
          .isEqualTo(
              dom.getElementsByTagNameNS("*", "ComponentRelationship").getLength()
                  + dom.getElementsByTagNameNS("*", "DeviceRelationship").getLength()
                  + dom.getElementsByTagNameNS("*", "AssetRelationship").getLength()
                  + dom.getElementsByTagNameNS("*", "DataItemRef").getLength()
                  + dom.getElementsByTagNameNS("*", "ComponentRef").getLength());
      documents++;
    }
    assertThat(documents).isGreaterThan(25);
  }

  @Test
  void keepsEveryDeviceAsADocumentThatStandsForItself() throws Exception {
    for (Path file : devices()) {
      Document whole = dom(Files.readString(file));
      List<MtConnectAsset> documents = parse(Files.readAllBytes(file)).documents();
      int elements = 0;
      for (MtConnectAsset device : documents) {
        if (!device.document().isEmpty()) {
          elements += dom(device.document()).getElementsByTagName("*").getLength();
        }
      }
      Element devices = (Element) whole.getElementsByTagNameNS("*", "Devices").item(0);
      if (documents.stream().noneMatch(device -> device.document().isEmpty())) {
        assertThat(elements)
            .as(file.toString())
            .isEqualTo(devices.getElementsByTagName("*").getLength());
      }
    }
  }

  @Test
  void readsWhatADataItemSaysBesideItsFields() throws Exception {
    MtConnectDataItemDescription item =
        parse(
"""
<MTConnectDevices xmlns:x="urn:v"><Devices><Device uuid="u" name="d" id="d">
<DataItems><DataItem id="a" type="LOAD" category="SAMPLE" units="PERCENT" discrete="true"
 sampleRate="100" nativeOffset="32" x:priority="1">
<Source componentId="c">adapter</Source>
<Constraints><Minimum>1</Minimum><Maximum>9</Maximum><Nominal>5</Nominal></Constraints>
<Filters><Filter type="MINIMUM_DELTA">0.5</Filter><Filter type="PERIOD">10</Filter></Filters>
<InitialValue>0</InitialValue><ResetTrigger>DAY</ResetTrigger>
<Relationships><SpecificationRelationship type="LIMIT" idRef="s1"/></Relationships>
<Definition><Description>offsets</Description><EntryDefinitions>
<EntryDefinition key="X" units="MILLIMETER"/></EntryDefinitions></Definition>
<x:Note>kept</x:Note></DataItem></DataItems></Device></Devices></MTConnectDevices>
"""
                    .getBytes(StandardCharsets.UTF_8))
            .dataItems()
            .get(0);
    assertThat(item.minimum()).isEqualTo("1");
    assertThat(item.maximum()).isEqualTo("9");
    assertThat(item.more())
        .containsEntry("discrete", "true")
        .containsEntry("sampleRate", "100")
        .containsEntry("nativeOffset", "32")
        .containsEntry("x:priority", "1")
        .containsEntry("Source", "adapter")
        .containsEntry("Source@componentId", "c")
        .containsEntry("Nominal", "5")
        .containsEntry("Filter:MINIMUM_DELTA", "0.5")
        .containsEntry("Filter:PERIOD", "10")
        .containsEntry("InitialValue", "0")
        .containsEntry("ResetTrigger", "DAY")
        .containsEntry("SpecificationRelationship:LIMIT", "s1")
        .containsEntry("Definition", "offsets")
        .containsEntry("Entry:X@units", "MILLIMETER")
        .containsEntry("x:Note", "kept")
        .hasSize(15);
  }

  @Test
  void refusesDoctypesAndDeepNesting() {
    assertThatThrownBy(
            () -> parse("<!DOCTYPE a><MTConnectDevices/>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MtConnectDocumentException.class)
        .hasMessageContaining("document type declaration");
    String deep =
        "<MTConnectDevices><Devices>" + "<Device>".repeat(100_000) + "</MTConnectDevices>";
    assertThatThrownBy(() -> parse(deep.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MtConnectDocumentException.class)
        .hasMessageContaining("nested deeper than 64 levels");
  }

  private static DevicesParser.Devices parse(byte[] bytes) throws MtConnectDocumentException {
    return new DevicesParser(DocumentLimits.standard()).parse(bytes);
  }

  private static List<Path> devices() throws Exception {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(Corpus.path(""))) {
      for (Path file : all.filter(each -> each.toString().endsWith(".xml")).sorted().toList()) {
        String text = Files.readString(file);
        if (text.contains("MTConnectDevices") && text.contains("Devices>")) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static Document dom(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(clean)));
  }

  private static List<String> attributes(Document dom, String element, String attribute) {
    List<String> found = new ArrayList<>();
    NodeList nodes = dom.getElementsByTagNameNS("*", element);
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add(((Element) nodes.item(i)).getAttribute(attribute));
    }
    return found;
  }

  private static List<String> said(DevicesParser.Devices parsed, String attribute) {
    return parsed.dataItems().stream()
        .map(
            item ->
                switch (attribute) {
                  case "units" -> item.units();
                  case "nativeUnits" -> item.nativeUnits();
                  case "nativeScale" -> item.nativeScale();
                  default -> item.statistic();
                })
        .toList();
  }

  private static int devices(Document dom) {
    return children(dom.getElementsByTagNameNS("*", "Devices"));
  }

  private static int components(Document dom) {
    return children(dom.getElementsByTagNameNS("*", "Components"));
  }

  private static int children(NodeList parents) {
    int count = 0;
    for (int i = 0; i < parents.getLength(); i++) {
      for (var node = parents.item(i).getFirstChild(); node != null; node = node.getNextSibling()) {
        count += node instanceof Element ? 1 : 0;
      }
    }
    return count;
  }

  private static int filters(DevicesParser.Devices parsed) {
    return parsed.dataItems().stream()
        .mapToInt(
            item ->
                item.more().entrySet().stream()
                    .filter(more -> more.getKey().startsWith("Filter"))
                    .mapToInt(more -> more.getValue().split(" ", -1).length)
                    .sum())
        .sum();
  }

  private static long words(MtConnectDataItemDescription item, String relationship) {
    return item.more().entrySet().stream()
        .filter(more -> more.getKey().startsWith(relationship))
        .mapToLong(more -> more.getValue().split(" ", -1).length)
        .sum();
  }

  private static int relationships(List<MtConnectComponent> tree) {
    return tree.stream()
        .mapToInt(each -> each.relationships().size() + relationships(each.children()))
        .sum();
  }
}
