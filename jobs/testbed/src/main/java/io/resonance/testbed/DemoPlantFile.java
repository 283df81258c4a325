package io.resonance.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the plant file of a {@link SimulatedPlant}: a template with the addresses of this run
 * filled in.
 */
public final class DemoPlantFile {

  private final Map<String, String> values = new HashMap<>();

  /** A plant file for this plant, Kafka and registry. */
  public DemoPlantFile(SimulatedPlant plant, String bootstrap, String registryUrl) {
    values.put("mill", plant.millUrl());
    values.put("oven", plant.ovenUrl());
    values.put("lathe", plant.latheUrl());
    values.put("mes", plant.mes().url());
    values.put("kafka", bootstrap);
    values.put("registry", registryUrl);
    values.put("guarantee", "exactly-once");
    values.put("prefix", "demo");
    values.put("interval", "1s");
    values.put("pki", "pki");
    values.put("checkpoints", "checkpoints");
    values.put("models", "");
  }

  /** Prefix of the topics, and id of the plant. */
  public DemoPlantFile prefix(String name) {
    values.put("prefix", name);
    return this;
  }

  /** What readers may rely on, {@code exactly-once} or {@code at-least-once}. */
  public DemoPlantFile guarantee(String word) {
    values.put("guarantee", word);
    return this;
  }

  /** Time between checkpoints, such as {@code 500ms}. */
  public DemoPlantFile checkpointInterval(String duration) {
    values.put("interval", duration);
    return this;
  }

  /** Folder of the client's certificates; by default {@code pki} beside the file. */
  public DemoPlantFile pki(Path folder) {
    values.put("pki", folder.toString());
    return this;
  }

  /** URI of the folder of the checkpoints. */
  public DemoPlantFile checkpoints(String uri) {
    values.put("checkpoints", uri);
    return this;
  }

  /**
   * Lets a model watch the mill.
   *
   * @param packageFolder folder of the model package
   * @param sha256 SHA-256 of its ONNX file
   */
  public DemoPlantFile model(Path packageFolder, String sha256) {
    values.put(
        "models",
        """

        models:
          - id: mill-condition
            package: %s
            sha256: %s
            equipment: [MILL-01]
        """
            .formatted(packageFolder, sha256));
    return this;
  }

  /** Writes the file. */
  public Path write(Path file) throws IOException {
    String text = template();
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    return Files.writeString(file, text);
  }

  private static String template() throws IOException {
    try (InputStream in = DemoPlantFile.class.getResourceAsStream("demo-plant.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
