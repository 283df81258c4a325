package io.resonance.infer.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published JSON Schema says of model.yaml what the reader says. */
class ModelYamlSchemaTest {

  private static final String FULL =
      TestPackages.yaml("0".repeat(64), 2, "mean")
              .replace("max-gap: 300ms", "max-gap: 300ms\n  fill: zero\n  allowed-lateness: 1m")
              .replace("tensor: x", "tensor: x\n  mask: m")
              .replace("unit: RPM", "unit: RPM, low: 0, high: 8000, array-rate: 100Hz")
              .replace("max-gaps: 2", "max-gaps: 2\n  max-age: 2s\n  max-outside-training: 0.1")
          + "requires: {profile: mdr-profile-0.1, engine: \"1.18\"}\n";

  private JsonSchema schema;

  @BeforeEach
  void read() throws IOException {
    try (var in = ModelYamlSchemaTest.class.getResourceAsStream("/model-0.1.schema.json")) {
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    }
  }

  @Test
  void acceptsTheModelOfTheDemo() throws IOException {
    String yaml = Files.readString(Path.of("../../flink-conf/models/mill-condition/model.yaml"));

    assertThat(bySchema(yaml)).isEmpty();
    assertThat(byReader(yaml)).isEmpty();
  }

  @Test
  void acceptsEveryKeyTheReaderKnows() {
    assertThat(byReader(FULL)).isEmpty();
    assertThat(bySchema(FULL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          owner: Tester       | ownr: Tester
          id: mean            | id: Mean Value
          resonance-model: 1  | resonance-model: 2
          artefact: model.onnx| artefact: ../model.onnx
          rate: 10Hz          | rate: fast
          length: 8           | length: 0
          stride: 2           | stride: 0.5
          resampling: mean    | resampling: cubic
          max-gap: 300ms      | max-gap: 300
          fill: zero          | fill: nothing
          allowed-lateness: 1m| allowed-lateness: later
          [N, window, inputs] | [N, inputs, window]
          array-rate: 100Hz   | array-rate: 100
          confidence: margin  | confidence: high
          not-ok-above: 100   | not-ok-over: 100
          min-samples: 2      | min-samples: -1
          min-quality-ratio: 0.5 | min-quality-ratio: 1.5
          max-age: 2s         | max-age: old
          max-outside-training: 0.1 | max-outside-training: 2
          engine: "1.18"      | engine: "new"
          requires: {profile: | requires: {profil:
          """)
  void refusesWhatTheReaderRefuses(String right, String wrong) {
    assertThat(FULL).contains(right);
    String yaml = FULL.replace(right, wrong);

    assertThat(byReader(yaml)).as("the reader on %s", wrong).isNotEmpty();
    assertThat(bySchema(yaml)).as("the schema on %s", wrong).isNotEmpty();
  }

  private List<String> bySchema(String yaml) {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    JsonNode node = new ObjectMapper().valueToTree(loaded);
    return schema.validate(node).stream().map(Object::toString).toList();
  }

  private static List<ModelProblem> byReader(String yaml) {
    List<ModelProblem> problems = new ArrayList<>();
    ModelYaml.read("model.yaml", yaml, problems);
    return problems;
  }
}
