package io.resonance.schema.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Holds the vocabularies marked `xsd` and `nodeset` against those schemas and NodeSets. */
class VocabularySourcesTest {

  private static final Profile PROFILE = Profile.load("mdr-profile-0.1");

  private static final Map<String, List<String>> SCHEMA_TYPES =
      Map.of(
          "availability", List.of("Availability"),
          "execution", List.of("Execution"),
          "controller-mode", List.of("ControllerMode"),
          "functional-mode", List.of("FunctionalMode"),
          "emergency-stop", List.of("EmergencyStop"),
          "door-state", List.of("DoorState"),
          "chuck-state", List.of("ChuckState"),
          "axis-state", List.of("AxisState"),
          "rotary-mode", List.of("RotaryMode"),
          "on-off", List.of("PowerState", "EquipmentMode", "ControllerModeOverride"));

  /** StateType and InitialStateType. */
  private static final Set<String> STATES = Set.of("i=2307", "i=2309");

  /** File, NodeId of the enumeration or of the type whose states the words are. */
  private static final Map<String, List<String>> NODES =
      Map.ofEntries(
          Map.entry(
              "machinery-item-state", List.of("Opc.Ua.Machinery.NodeSet2.xml", "ns=1;i=1002")),
          Map.entry("operation-mode", List.of("Opc.Ua.Machinery.NodeSet2.xml", "ns=1;i=1008")),
          Map.entry(
              "machine-tool-operation-mode",
              List.of("Opc.Ua.MachineTool.NodeSet2.xml", "ns=1;i=65")),
          Map.entry("channel-state", List.of("Opc.Ua.MachineTool.NodeSet2.xml", "ns=1;i=64")),
          Map.entry("job-state", List.of("opc.ua.isa95-jobcontrol.nodeset2.xml", "ns=1;i=1002")),
          Map.entry("packml-mode", List.of("Opc.Ua.PackML.NodeSet2.xml", "ns=1;i=11")),
          Map.entry("device-health", List.of("Opc.Ua.Di.NodeSet2.xml", "ns=1;i=6244")),
          Map.entry(
              "result-evaluation", List.of("Opc.Ua.Machinery.Result.NodeSet2.xml", "ns=1;i=3002")),
          Map.entry("channel-mode", List.of("Opc.Ua.MachineTool.NodeSet2.xml", "ns=1;i=67")),
          Map.entry("production-state", List.of("Opc.Ua.MachineTool.NodeSet2.xml", "ns=1;i=24")));

  @Test
  void holdWhatTheSchemaOfMtConnectHolds() throws Exception {
    Document schema = read("mtconnect/xsd/MTConnectStreams_2.7_1.0.xsd");
    for (Vocabulary vocabulary : PROFILE.vocabularies()) {
      if (!vocabulary.checked().contains(Witness.XSD)) {
        continue;
      }
      if (vocabulary.name().equals("condition-level")) {
        assertThat(vocabulary.words()).containsExactlyInAnyOrderElementsOf(conditions(schema));
        continue;
      }
      for (String type : SCHEMA_TYPES.get(vocabulary.name())) {
        Set<String> words = new TreeSet<>();
        for (Element simple : elements(schema, "simpleType")) {
          if (simple.getAttribute("name").equals(type + "ValueType")) {
            elements(simple, "enumeration").forEach(word -> words.add(word.getAttribute("value")));
          }
        }
        if (!type.equals("Availability")) {
          assertThat(words.remove("UNAVAILABLE")).as(type).isTrue();
        }
        assertThat(vocabulary.words()).as(type).containsExactlyInAnyOrderElementsOf(words);
      }
    }
  }

  @Test
  void holdWhatTheNodeSetsHold() throws Exception {
    for (Vocabulary vocabulary : PROFILE.vocabularies()) {
      if (vocabulary.checked().contains(Witness.NODESET)) {
        List<String> node = NODES.get(vocabulary.name());
        assertThat(vocabulary.words())
            .as(vocabulary.name())
            .containsExactlyInAnyOrderElementsOf(words(read("opcua/" + node.get(0)), node.get(1)));
      }
    }
  }

  private static Set<String> conditions(Document schema) {
    Set<String> levels = new TreeSet<>();
    for (Element element : elements(schema, "element")) {
      if (Set.of("Condition", "ActivatedCondition")
              .contains(element.getAttribute("substitutionGroup"))
          && !element.getAttribute("abstract").equals("true")) {
        levels.add(element.getAttribute("name").toUpperCase(java.util.Locale.ROOT));
      }
    }
    return levels;
  }

  private static Set<String> words(Document nodeSet, String nodeId) {
    Set<String> words = new TreeSet<>();
    for (Element type : elements(nodeSet, "UADataType")) {
      if (type.getAttribute("NodeId").equals(nodeId)) {
        elements(type, "Field").forEach(field -> words.add(field.getAttribute("Name")));
      }
    }
    for (Element object : elements(nodeSet, "UAObject")) {
      boolean state =
          elements(object, "Reference").stream()
              .anyMatch(
                  reference ->
                      reference.getAttribute("ReferenceType").equals("HasTypeDefinition")
                          && STATES.contains(reference.getTextContent()));
      if (state && object.getAttribute("ParentNodeId").equals(nodeId)) {
        words.add(object.getAttribute("BrowseName").replaceFirst("^[0-9]+:", ""));
      }
    }
    return words;
  }

  private static List<Element> elements(org.w3c.dom.Node parent, String name) {
    var nodes =
        parent instanceof Document document
            ? document.getElementsByTagNameNS("*", name)
            : ((Element) parent).getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static Document read(String file)
      throws IOException, ParserConfigurationException, SAXException {
    Path path = Path.of(System.getProperty("corpus.dir", "none"), file);
    Assumptions.assumeTrue(Files.exists(path), "the corpus of real documents is not here");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(path.toFile());
  }
}
