package io.resonance.helm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The chart under test and what Helm makes of it; the release is named {@code resonance}. */
final class Chart {

  static final String PLAIN_PLANT_FILE =
      """
      # Spaces, quotes and marks must survive: "a" <b> & 'c' {{ d }}
      resonance: 1
      plant: {id: shenyang, enterprise: Acme, site: Shenyang}
      kafka: {bootstrap: "kafka:9092", prefix: acme}
      checkpoints: {folder: "file:///var/lib/resonance/checkpoints", interval: 5s}
      """;

  private static final YAMLMapper YAML = new YAMLMapper();

  private final Path scratch;

  private Chart(Path scratch) {
    this.scratch = scratch;
  }

  /** Skips the test where Helm's library does not run; values files are written to the folder. */
  static Chart withHelm(Path scratch) {
    assumeTrue(
        System.getProperty("os.name").startsWith("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "Helm's library is here for linux-amd64 only");
    return new Chart(scratch);
  }

  LintResult lint() {
    return new Helm(ProjectFiles.CHART).lint().strict().call();
  }

  /** Renders the chart as shipped with this plant file. */
  RenderedChart templateWithPlantFile(String plantFile) {
    return templateWithPlantFile(plantFile, "{}");
  }

  /** Renders the chart with this plant file and further values in YAML. */
  RenderedChart templateWithPlantFile(String plantFile, String values) {
    Path plant = write("plant.yaml", plantFile);
    return render(
        command().setFile("plantFile", plant).withValuesFile(write("values.yaml", values)));
  }

  /** Renders the chart with these values in YAML and nothing else. */
  RenderedChart template(String values) {
    return render(command().withValuesFile(write("values.yaml", values)));
  }

  /** Renders the chart as shipped for a release of this name. */
  RenderedChart named(String release) {
    return render(
        command().withName(release).setFile("plantFile", write("plant.yaml", PLAIN_PLANT_FILE)));
  }

  private static TemplateCommand command() {
    return new Helm(ProjectFiles.CHART)
        .template()
        .withName("resonance")
        .withNamespace("plant-floor")
        .withKubeVersion("1.30.0");
  }

  private static RenderedChart render(TemplateCommand command) {
    String text = command.call();
    List<JsonNode> resources = new ArrayList<>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (document.isObject()) {
          resources.add(document);
        }
      }
    } catch (IOException notYaml) {
      throw new UncheckedIOException("Helm rendered what is not YAML:\n" + text, notYaml);
    }
    return new RenderedChart(text, resources);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(scratch.resolve(name), text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
