package io.resonance.normalize.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.normalize.opcua.OpcUaMapping.Variable;
import io.resonance.schema.profile.Profile;
import io.resonance.testbed.opcua.MachineTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A machine tool after OPC 40501-1, whose variables get their terms by the specification. */
class OpcUaMappingTest {

  private static final String ROOT = "/Objects/Machines/VMC5";

  /** Variables that say something of other variables or methods, or come with other types. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "Id",
          "Number",
          "EngineeringUnits",
          "EURange",
          "StateNumber",
          "TransitionNumber",
          "InputArguments",
          "OutputArguments",
          "DefaultInstanceBrowseName");

  @Test
  void whatTheSpecificationNamesGetsItsTerm() {
    Map<String, String> terms =
        variables().stream()
            .filter(each -> each.why().isEmpty())
            .collect(
                Collectors.toMap(
                    each -> each.path().substring(ROOT.length() + 1), Variable::property));
    assertThat(terms)
        .containsEntry("Monitoring/MachineTool/OperationMode", "machine-tool-operation-mode")
        .containsEntry("Monitoring/MachineTool/FeedOverride", "feed-rate-override")
        .containsEntry("Monitoring/MachineTool/PowerOnDuration", "accumulated-time[power-on-hours]")
        .containsEntry("Monitoring/Channel1/ChannelState", "channel-state[Channel1]")
        .containsEntry("Monitoring/Channel2/FeedOverride", "feed-rate-override[Channel2]")
        .containsEntry("Monitoring/Spindle1/Override", "spindle-speed-override[Spindle1]")
        .containsEntry("Production/ActiveProgram/Name", "program")
        .containsEntry("Production/ActiveProgram/JobIdentifier", "job-id")
        .containsEntry("Production/ActiveProgram/State/CurrentState", "program-state")
        .containsEntry(
            "Monitoring/MachineTool/MachineryItemState/CurrentState", "machinery-item-state")
        .containsEntry(
            "Components/Spindle1/MachineryBuildingBlocks/MachineryItemState/CurrentState",
            "machinery-item-state[Spindle1]")
        .containsEntry("Components/Chiller/DeviceHealth", "device-health[Chiller]");
    assertThat(terms.get("MachineryBuildingBlocks/MachineryItemState/CurrentState"))
        .as("a second place of the same state")
        .startsWith("machinery-item-state[");
  }

  @Test
  void everyVariableHasATermOrAReason() {
    List<Variable> all = variables();
    assertThat(all).hasSize(MachineTool.browsePaths("VMC5").size());
    for (Variable variable : all) {
      assertThat(variable.property().startsWith("x:"))
          .as("%s: %s", variable.property(), variable.why())
          .isEqualTo(variable.why().isPresent());
    }
    assertThat(all.stream().map(Variable::property)).doesNotHaveDuplicates();
    assertThat(all.stream().filter(each -> each.why().isEmpty()).count()).isEqualTo(23);
    assertThat(all)
        .filteredOn(each -> each.path().endsWith("IsRotating"))
        .extracting(each -> each.why().get())
        .containsExactly("no term of the profile has the name IsRotating");
    assertThat(all)
        .filteredOn(each -> each.path().endsWith("T1/Locked"))
        .extracting(each -> each.why().get())
        .containsExactly("it describes a tool of the list, not what the machine does");
  }

  @Test
  void unitsThatServersDoNotSayAreThoseOfTheSpecification() {
    assertThat(variables())
        .filteredOn(each -> each.path().endsWith("OperationCounters/PowerOnDuration"))
        .extracting(Variable::unit)
        .containsExactly("C26");
  }

  /** What is simulated is what the specification has: every variable of its types is there. */
  @Test
  void theSimulatedMachineHasEveryVariableOfTheNodeSet() throws Exception {
    Path nodeSet =
        Path.of(
            System.getProperty("corpus.dir", "absent"), "opcua", "Opc.Ua.MachineTool.NodeSet2.xml");
    Assumptions.assumeTrue(Files.exists(nodeSet), () -> nodeSet + " is not there");
    Set<String> simulated =
        MachineTool.browsePaths("M").stream()
            .map(path -> OpcUaBrowsePath.parseFull(path).name())
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    for (String name : ofMachine(nodeSet)) {
      if (!simulated.contains(name) && !OF_OTHERS.contains(name)) {
        missing.add(name);
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Names of the variables in the types a MachineToolType is made of; those of events left out. */
  private static Set<String> ofMachine(Path nodeSet) throws Exception {
    NodeList all =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(nodeSet.toFile())
            .getDocumentElement()
            .getChildNodes();
    Map<String, Element> byId = new java.util.HashMap<>();
    List<Element> variables = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element && element.hasAttribute("NodeId")) {
        byId.put(element.getAttribute("NodeId"), element);
        if (element.getTagName().equals("UAVariable")) {
          variables.add(element);
        }
      }
    }
    Set<String> names = new TreeSet<>();
    for (Element variable : variables) {
      Element top = variable;
      while (byId.get(top.getAttribute("ParentNodeId")) != null) {
        top = byId.get(top.getAttribute("ParentNodeId"));
      }
      String type = top.getAttribute("BrowseName").replaceFirst("^[0-9]+:", "");
      String name = variable.getAttribute("BrowseName").replaceFirst("^[0-9]+:", "");
      if (top.getTagName().equals("UAObjectType")
          && type.matches(
              ".*(Monitoring|Production(Active|Job|Part|Program|Statistics)|Tool|Channel|Obligation|Identification).*Type")
          && !type.matches(
              ".*(EventType|ConditionType|StateMachineType|PrognosisType|ConditionClassType)")
          && !name.startsWith("<")) {
        names.add(name);
      }
    }
    assertThat(names).contains("ChannelState", "PartsProducedInLifetime");
    return names;
  }

  private static List<Variable> variables() {
    List<OpcUaItem> items = new ArrayList<>();
    for (String path : MachineTool.browsePaths("VMC5")) {
      items.add(OpcUaItem.of("nsu=urn:m;i=" + items.size()).at(path));
    }
    return OpcUaMapping.of(Profile.load("mdr-profile-0.1"), ROOT, items);
  }
}
