package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {

  private static final Path OURS =
      Path.of("../../schemas/src/main/resources/profile/mdr-profile-0.1");

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.list(OURS)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void showsWhatThereIs() {
    assertThat(CommandRun.of("profile", "show").out())
        .contains("mdr-profile-0.1, version 0.1.0", "accumulated-time", "units: 1")
        .contains("nothing made under this profile may say that it conforms to GB/T 45288-2026");
  }

  @Test
  void showsATermInPlainWords() {
    assertThat(CommandRun.of("profile", "show", "axis-position[X]").out())
        .contains("term axis-position: Actual position of an axis")
        .contains("in records always in MMT (millimetre, UCUM mm); any unit of length is converted")
        .contains("MTConnect: POSITION ACTUAL");
    assertThat(CommandRun.of("profile", "show", "execution").out())
        .contains("words: READY, ACTIVE, INTERRUPTED", "counts for the machine state");
    assertThat(CommandRun.of("profile", "show", "tool-number").out())
        .contains("says the tool of the context of records");
  }

  @Test
  void showsAUnitARuleAndTheTables() {
    assertThat(CommandRun.of("profile", "show", "mm/min").out())
        .contains("unit H81: millimetre per minute", "feed-rate");
    assertThat(CommandRun.of("profile", "show", "stale").out()).contains("rule stale");
    assertThat(CommandRun.of("profile", "show", "states").out())
        .contains("execution = ACTIVE", "EXECUTING ACTIVE: a program runs");
    assertThat(CommandRun.of("profile", "show", "context").out()).contains("job-id");
  }

  @Test
  void refusesWhatTheProfileDoesNotKnow() {
    CommandRun run = CommandRun.of("profile", "show", "warp-speed");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("knows no `warp-speed`: it is no term, unit, vocabulary or rule.");
    assertThat(CommandRun.of("profile", "show", "--profile", "mdr-profile-9").err())
        .contains("There is no profile `mdr-profile-9`");
  }

  @Test
  void validatesAFolderWithFileAndLine() throws IOException {
    CommandRun sound = CommandRun.of("profile", "validate", folder.toString());
    assertThat(sound.exitCode()).isZero();
    assertThat(sound.out()).contains(": in order");
    Path states = folder.resolve("states.yaml");
    Files.writeString(
        states, Files.readString(states).replace("execution: [WAIT]", "execution: [WAITING]"));
    CommandRun broken = CommandRun.of("profile", "validate", folder.toString());
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.err())
        .containsPattern("states.yaml, line [0-9]+: `WAITING` is no word of execution; \\[READY,");
    assertThat(CommandRun.of("profile", "validate", folder + "/none").err())
        .contains("Name the one that holds manifest.yaml.");
  }

  @Test
  void comparesByEffects() throws IOException {
    Path words = folder.resolve("vocabularies.yaml");
    Files.writeString(
        words, Files.readString(words).replace("values: [ARMED, TRIGGERED]", "values: [ARMED]"));
    Path states = folder.resolve("states.yaml");
    Files.writeString(
        states, Files.readString(states).replaceFirst("  - \\{id: emergency-stop.*\n", ""));
    CommandRun run = CommandRun.of("profile", "diff", "mdr-profile-0.1", folder.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().skip(1))
        .containsExactly(
            "STRICTER  vocabulary emergency-stop: a machine that says TRIGGERED breaks the rule",
            "CHANGED   state row emergency-stop: it says nothing any more");
    assertThat(CommandRun.of("profile", "diff", "mdr-profile-0.1", "mdr-profile-0.1").out())
        .contains("They are the same.");
  }
}
