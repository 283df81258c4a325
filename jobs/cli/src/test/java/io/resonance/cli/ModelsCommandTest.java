package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {

  private static final Path DEMO = Path.of("../../flink-conf/models/mill-condition");

  @TempDir private Path folder;

  @Test
  void findsTheModelOfTheDemoInOrderAndRunsIt() {
    CommandRun run = CommandRun.of("models", "validate", DEMO.toString(), "--run");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("in order; mill-condition 1.0.0, sha256 cd1c38145c46")
        .contains("runs in OnnxRuntime ")
        .containsPattern("zeros give \\[[0-9.E-]+]");
  }

  @Test
  void tellsEveryProblemWithFileAndLine() throws IOException {
    copyDemo();
    Path yaml = folder.resolve("model.yaml");
    Files.writeString(
        yaml, Files.readString(yaml).replace("stride: 4", "stride: 400").replace("10Hz", "fast"));
    CommandRun run = CommandRun.of("models", "validate", DEMO.toString(), folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("in order; mill-condition")
        .contains("model.yaml:13: `rate` is `fast`; write 0.001Hz to 1000Hz.")
        .contains("model.yaml:15: `stride` is 400 but the window is only 64 ticks long");
  }

  @Test
  void holdsThePackageAgainstTheHashThePlantApproved() {
    CommandRun run =
        CommandRun.of("models", "validate", DEMO.toString(), "--sha256", "0".repeat(64));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("but the plant approved 0000").contains("Restore the approved");
  }

  @Test
  void showsWhatAModelReadsAndDecides() {
    CommandRun run = CommandRun.of("models", "show", DEMO.toString());

    assertThat(run.out())
        .contains("mill-condition 1.0.0: anomaly-detection")
        .contains("window    64 ticks at 10.0 Hz (PT6.4S), every 4; last")
        .contains("input     vibration in C16")
        .contains("decides   NotOK where abnormal-probability is above 0.5");
    assertThat(CommandRun.of("models", "show", DEMO.toString(), "--json").out())
        .startsWith("{\"id\":\"mill-condition\"")
        .contains("\"inputs\":[{\"property\":\"spindle-speed\",\"unit\":\"RPM\"}");
  }

  @Test
  void saysWhatToDoWhereThereIsNoPackage() {
    CommandRun run = CommandRun.of("models", "show", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("The model package is refused")
        .contains("`package` must name a folder with model.yaml and the ONNX file");
    assertThat(CommandRun.of("models").err()).contains("Say which command: validate, show");
  }

  private void copyDemo() throws IOException {
    for (String file : new String[] {"model.yaml", "model.onnx"}) {
      Files.copy(DEMO.resolve(file), folder.resolve(file));
    }
  }
}
