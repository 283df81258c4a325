package io.resonance.schema.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.v1.GapReason;
import io.resonance.schema.v1.MesState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds the files of the profile against their JSON Schemas, and those against the loader. */
class ProfileSchemasTest {

  private static final String FOLDER = "/profile/mdr-profile-0.1/";

  @ParameterizedTest
  @CsvSource({
    "manifest.yaml, manifest",
    "rules.yaml, rules",
    "properties.yaml, properties",
    "vocabularies.yaml, vocabularies",
    "units.yaml, units",
    "units-rec20.yaml, units",
    "mtconnect.yaml, mtconnect",
    "quality.yaml, quality",
    "states.yaml, states",
    "context.yaml, context",
    "opcua.yaml, opcua",
    "errors.yaml, errors",
    "endpoints.yaml, endpoints"
  })
  void haveNothingAgainstTheProfile(String file, String schema) {
    assertThat(complaints(text(FOLDER + file), schema)).isEmpty();
  }

  @Test
  void haveNothingAgainstTheExamples() {
    for (Rule rule : Profile.load("mdr-profile-0.1").rules()) {
      assertThat(complaints(text(FOLDER + "examples/" + rule.id() + ".yaml"), "example"))
          .as(rule.id())
          .isEmpty();
    }
  }

  /** What a schema refuses, the loader refuses with the line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules.yaml|rules|severity: WARNING|severity: LOUD",
        "rules.yaml|rules|check: eu-range|check: property",
        "rules.yaml|rules|id: range-eu|idd: range-eu",
        "rules.yaml|rules|https://reference|ftp://reference",
        "properties.yaml|properties|kind: measurement, unit: MMT|kind: measurment, unit: MMT",
        "vocabularies.yaml|vocabularies|checked: [xsd]|checked: [memory]",
        "units.yaml|units|{code: P1,|{cod: P1,",
        "mtconnect.yaml|mtconnect|sub-type: COMMANDED|subtype: COMMANDED",
        "quality.yaml|quality|status: \"0x00000000\"|status: \"good\"",
        "states.yaml|states|state: EXECUTING|state: RUNS",
        "states.yaml|states|when: {execution: [WAIT]}|whenn: {execution: [WAIT]}",
        "opcua.yaml|opcua|as: lifetime|ass: lifetime",
        "context.yaml|context|field: lot|field: batch",
        "errors.yaml|errors|group: gap, meaning|group: hole, meaning",
        "endpoints.yaml|endpoints|binding: kafka|binding: pigeon",
        "manifest.yaml|manifest|edition:|editon:"
      })
  void refuseWhatTheLoaderRefuses(String file, String schema, String right, String wrong) {
    String text = text(FOLDER + file);
    assertThat(text).contains(right);
    String changed = text.replaceFirst(java.util.regex.Pattern.quote(right), wrong);
    assertThat(complaints(changed, schema)).isNotEmpty();
    ProfileLoader loader =
        new ProfileLoader(name -> Optional.of(name.equals(file) ? changed : text(FOLDER + name)));
    assertThatThrownBy(
            () -> {
              Profile profile = loader.read();
              io.resonance.schema.rules.ProfileTests.read(
                  profile, profile.parameters(java.util.Map.of()));
            })
        .isInstanceOf(ProfileException.class)
        .hasMessageMatching("(?s)" + file + ", line [0-9]+: .*");
  }

  @Test
  void theErrorCodesAreThoseOfTheRecords() {
    assertThat(codes(ErrorCode.Group.GAP))
        .containsExactlyInAnyOrderElementsOf(names(GapReason.values()));
    assertThat(codes(ErrorCode.Group.MES))
        .containsExactlyInAnyOrderElementsOf(names(MesState.values()));
  }

  @Test
  void theEndpointsAreTheTopics() {
    assertThat(
            Profile.load("mdr-profile-0.1").endpoints().stream()
                .filter(endpoint -> endpoint.binding() == DataEndpoint.Binding.KAFKA)
                .map(endpoint -> endpoint.address() + " " + endpoint.payload()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Topic.values())
                .map(topic -> "<prefix>." + topic.suffix() + " " + topic.schema().getName())
                .toList());
  }

  private static List<String> codes(ErrorCode.Group group) {
    return Profile.load("mdr-profile-0.1").errors().stream()
        .filter(error -> error.group() == group)
        .map(ErrorCode::code)
        .toList();
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(Enum::name)
        .filter(name -> !name.equals("UNKNOWN"))
        .toList();
  }

  private static Set<String> complaints(String yaml, String name) {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(text("/profile/schema/" + name + ".schema.json"));
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    JsonNode json = new ObjectMapper().valueToTree(tree);
    Set<String> complaints = new TreeSet<>();
    schema.validate(json).forEach(message -> complaints.add(message.toString()));
    return complaints;
  }

  private static String text(String path) {
    try (InputStream in = ProfileSchemasTest.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
