package io.resonance.schema.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.profile.OpcUaTerms.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpcUaTermsTest {

  private static final String MACHINE_TOOL = "http://opcfoundation.org/UA/MachineTool/";

  private final OpcUaTerms terms = Profile.load("mdr-profile-0.1").opcUaTerms();

  @Test
  void anInstanceIsTheQualifierAndWhatGroupsIsNot() {
    assertThat(property(MACHINE_TOOL, 1, "M1", "Monitoring", "Channel 2", "ChannelState"))
        .contains("channel-state[Channel 2]");
    assertThat(property(MACHINE_TOOL, 1, "M1", "Monitoring", "MachineTool", "OperationMode"))
        .contains("machine-tool-operation-mode");
    assertThat(property(MACHINE_TOOL, 0, "M1", "Monitoring", "MachineTool", "OperationMode"))
        .contains("machine-tool-operation-mode[M1]");
  }

  @Test
  void theRowWithMoreNamesCounts() {
    assertThat(property(MACHINE_TOOL, 1, "M1", "Monitoring", "MachineTool", "FeedOverride"))
        .contains("feed-rate-override");
  }

  @Test
  void namesOfAnotherNamespaceAreNotMeant() {
    assertThat(property("urn:vendor", 1, "M1", "Monitoring", "Channel 2", "ChannelState"))
        .isEmpty();
    assertThat(property("", 1, "M1", "Monitoring", "Channel 2", "ChannelState")).isPresent();
  }

  @Test
  void saysWhyAVariableHasNoTerm() {
    assertThat(terms.whyWithout(steps("", "M1", "Identification", "SerialNumber")))
        .contains("it describes the machine and never changes");
    assertThat(terms.whyWithout(steps("", "M1", "Identification"))).isEmpty();
  }

  @Test
  void refusesTermsAndUnitsThatAreNone() {
    assertThatThrownBy(() -> read("term: warp", ""))
        .hasMessage("opcua.yaml, line 3: `warp` is not a term");
    assertThatThrownBy(() -> read("term: load", ", unit: QQQ"))
        .hasMessage("opcua.yaml, line 3: `QQQ` is not a code of units.yaml");
  }

  private static void read(String term, String more) {
    Profile profile = Profile.load("mdr-profile-0.1");
    OpcUaTerms.read(
        YamlEntry.parse(
            "opcua.yaml",
            """
            grouping: []
            nodes:
              - {namespace: "urn:a", path: A/B, %s%s}
            without-term: []
            """
                .formatted(term, more)),
        Map.of("load", profile.term("load").orElseThrow()),
        new UnitTable(List.of()));
  }

  private Optional<String> property(String namespace, int below, String... names) {
    return terms.find(steps(namespace, names), below).map(OpcUaTerms.Found::property);
  }

  private static List<Step> steps(String namespace, String... names) {
    return Arrays.stream(names).map(name -> new Step(namespace, name)).toList();
  }
}
