package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake names the next step, before anything is asked of a plant. */
class ViolationsCommandTest {

  @TempDir private Path folder;

  @Test
  void saysWhichCommandsThereAre() {
    CommandRun run = CommandRun.of("violations");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Say which command: list, show, ack, waive.");
  }

  @Test
  void asksForAReasonAndAnEndOfAWaiver() {
    assertThat(CommandRun.of("violations", "waive", "abcd", "--for", "8h").err())
        .contains("A waiver needs a reason. Add --reason TEXT.");
    assertThat(CommandRun.of("violations", "waive", "abcd", "--reason", "pump").err())
        .contains("A waiver needs one end. Add --until TIME");
    assertThat(
            CommandRun.of(
                    "violations",
                    "waive",
                    "abcd",
                    "--reason",
                    "pump",
                    "--for",
                    "8h",
                    "--until",
                    "2026-12-01T06:00:00Z")
                .err())
        .contains("A waiver needs one end.");
    assertThat(
            CommandRun.of("violations", "waive", "abcd", "--reason", "p", "--until", "tomorrow")
                .err())
        .contains("--until tomorrow is no time; write it in UTC, such as 2026-12-01T06:00:00Z.");
  }

  @Test
  void namesThePackThatCannotBeReadAndTheTimeThatIsNone() throws Exception {
    assertThat(CommandRun.of("rules", "push", folder.resolve("no.yaml").toString()).err())
        .contains("no.yaml cannot be read", "flink-conf/rules/small-line.yaml");
    Path pack = Files.writeString(folder.resolve("pack.yaml"), "pack: {}");
    assertThat(CommandRun.of("rules", "push", pack.toString(), "--effective-from", "06:00").err())
        .contains("--effective-from 06:00 is no time");
  }
}
