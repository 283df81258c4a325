package io.resonance.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values are refused with a message that helps, and the right ones are explained. */
class ChartValuesTest {

  private static final Path VALUES = ProjectFiles.CHART.resolve("values.yaml");

  @TempDir private Path scratch;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          plantJobs: {}                            | additional properties 'plantJobs' not allowed
          plantJob: {upgradeMode: stateless}       | must be one of 'savepoint', 'last-state'
          plantJob: {parallelism: 0}               | minimum: got 0, want 1
          plantJob: {parallelism: two}             | got string, want integer
          plantJob: {taskManager: {memory: 4 GB}}  | does not match pattern
          plantJob: {jobManager: {replicas: 3}}    | must be one of 1, 2
          secrets: {password: hunter2}             | additional properties 'password' not allowed
          secrets: {files: [My_Secret]}            | does not match pattern
          image: {pullPolicy: Sometimes}           | must be one of 'Always', 'IfNotPresent', 'Never'
          """)
  void refusesValuesThatTheSchemaForbids(String values, String message) {
    Chart chart = Chart.withHelm(scratch);

    assertThatThrownBy(() -> chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE, values))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("values don't meet the specifications of the schema")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          state: {folder: /tmp/x}                                                           | state.folder is /tmp/x, which not every pod can reach. Use
          flinkConfiguration: {s3.secret-key: hunter2}                                      | flinkConfiguration sets s3.secret-key, which everyone
          plantConfigMap: other                                                             | Both plantFile and plantConfigMap are set.
          {highAvailability: {enabled: false}, plantJob: {jobManager: {replicas: 2}}}       | plantJob.jobManager.replicas is 2, but a standby needs
          {highAvailability: {enabled: false}, mesDelivery: {upgradeMode: last-state}}      | mesDelivery.upgradeMode is last-state, which finds
          state: {folder: s3://acme}                                                        | The plant file's checkpoints.folder is file:///var/lib/resonance/checkpoints, which is not in state.folder s3://acme
          """)
  void refusesValuesThatContradictEachOther(String values, String message) {
    Chart chart = Chart.withHelm(scratch);

    assertThatThrownBy(() -> chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE, values))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {registry: {password: hunter2}}                                    | plantFile holds a password, token or sasl.jaas.config as plain text.
          {kafka: {properties: {sasl.jaas.config: "Login hunter2"}}}         | plantFile holds a password, token or sasl.jaas.config as plain text.
          {mes: {token: "${file:/run/secrets/mes-token}"}}                   | the pods see secrets in /run/secrets/resonance only
          {mes: {token: "${file:/run/secrets/resonance/mes-token}"}}         | secrets.files names no Secret
          {mes: {token: "${env:MES_TOKEN}"}}                                 | secrets.env names no Secret
          """)
  void refusesPlantFilesWhoseSecretsWouldLeakOrBeMissing(String section, String message) {
    Chart chart = Chart.withHelm(scratch);
    String plantFile = "resonance: 1\n" + section.substring(1, section.length() - 1) + "\n";

    assertThatThrownBy(() -> chart.templateWithPlantFile(plantFile))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void refusesAnInstallationWithoutAPlantFile() {
    Chart chart = Chart.withHelm(scratch);

    assertThatThrownBy(() -> chart.template("{}"))
        .hasMessageContaining("There is no plant file. Add --set-file plantFile=plant.yaml");
    assertThatThrownBy(() -> chart.templateWithPlantFile("just: something\n"))
        .hasMessageContaining("plantFile is not a plant file")
        .hasMessageContaining("resonance check plant.yaml");
  }

  @Test
  void explainsEveryValueInACommentAboveItsLine() {
    List<String> lines = ProjectFiles.read(VALUES).lines().toList();

    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches(" *[A-Za-z][\\w.-]*:.*")) {
        assertThat(i == 0 ? "" : lines.get(i - 1).strip())
            .as("the line above `%s`", lines.get(i))
            .startsWith("# ")
            .endsWith(".");
      }
    }
  }

  @Test
  void hasASchemaForEveryValueAndAValueForEverySchema() throws JsonProcessingException {
    JsonNode schema =
        new JsonMapper()
            .readTree(ProjectFiles.read(ProjectFiles.CHART.resolve("values.schema.json")));
    Set<String> inSchema = new TreeSet<>();
    collectSchema(schema, schema, "", inSchema);
    Set<String> inValues = new TreeSet<>();
    collectValues(new YAMLMapper().readTree(ProjectFiles.read(VALUES)), "", inValues);
    // Settings of Flink are free, and Helm itself sets `global`.
    inValues.removeIf(path -> path.contains("flinkConfiguration/"));
    inSchema.remove("/global");

    assertThat(inValues).isEqualTo(inSchema).hasSizeGreaterThan(50);
  }

  private static void collectSchema(JsonNode root, JsonNode schema, String path, Set<String> into) {
    JsonNode definition =
        schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
    definition
        .path("properties")
        .properties()
        .forEach(
            property -> {
              into.add(path + "/" + property.getKey());
              collectSchema(root, property.getValue(), path + "/" + property.getKey(), into);
            });
  }

  private static void collectValues(JsonNode values, String path, Set<String> into) {
    values
        .properties()
        .forEach(
            value -> {
              into.add(path + "/" + value.getKey());
              collectValues(value.getValue(), path + "/" + value.getKey(), into);
            });
  }
}
