package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cut through the fault matrix by the command a deployer has: every party fails once, and every
 * phase comes once. {@code mvn verify -Pfaults} runs all of it.
 */
class FaultsITCase {

  private static final List<String> CELLS =
      List.of(
          "registry-down/connect",
          "agent-restart/first-snapshot",
          "mes-lost-response/steady",
          "opcua-blackhole/barrier-in-flight",
          "storage-fails/after-checkpoint",
          "broker-stopped/during-recovery",
          "kafka-blackhole/stop-with-savepoint",
          "opcua-lost-response/rescale");

  @TempDir Path folder;

  @Test
  void losesNothingWhateverFailsInWhateverPhase() throws Exception {
    Path summary = folder.resolve("summary.json");
    Path report = folder.resolve("report.html");
    List<String> words = new ArrayList<>(List.of("faults", "run", "--seed", "45288"));
    CELLS.forEach(cell -> words.addAll(List.of("--cell", cell)));
    words.addAll(List.of("--folder", folder.resolve("faults").toString()));
    words.addAll(List.of("--summary", summary.toString(), "--report", report.toString()));
    String said = said(words);

    JsonNode results = new ObjectMapper().readTree(Files.readString(summary));
    assertThat(results.findValuesAsText("cell")).containsExactlyInAnyOrderElementsOf(CELLS);
    for (JsonNode result : results) {
      assertThat(result.get("passed").asBoolean()).as(said).isTrue();
      assertThat(result.get("received").asLong()).as(said).isPositive();
    }
    assertThat(said).contains("8 passed, 0 failed");
    assertThat(Files.readString(report)).contains("8 of 8 runs passed");
  }

  private String said(List<String> words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of("target/resonance/bin/resonance").toAbsolutePath().toString());
    command.addAll(words);
    Path output = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("RESONANCE_LOG", folder.resolve("resonance.log").toString());
    Process process = builder.start();
    boolean ended = process.waitFor(15, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String said = Files.readString(output);
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
