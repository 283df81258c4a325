package io.resonance.schema.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.resonance.schema.profile.ProfileDiff.Effect;
import io.resonance.schema.profile.ProfileDiff.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileDiffTest {

  private static final Path OURS = Path.of("src/main/resources/profile/mdr-profile-0.1");

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
  void aCopyIsTheSame() {
    assertThat(Profile.read(folder).hash()).isEqualTo(Profile.load("mdr-profile-0.1").hash());
    assertThat(diff()).isEmpty();
  }

  @Test
  void aCommentIsAnotherHashAndNoEffect() throws IOException {
    change("rules.yaml", "# The rule pack.", "# The pack of rules.");
    assertThat(Profile.read(folder).hash()).isNotEqualTo(Profile.load("mdr-profile-0.1").hash());
    assertThat(diff()).isEmpty();
  }

  @Test
  void saysWhatBecomesStricterFirst() throws IOException {
    change(
        "properties.yaml",
        "name: spindle-power, about: equipment, kind: measurement, unit: WTT",
        "name: spindle-power, about: equipment, kind: measurement, unit: KWT");
    change(
        "vocabularies.yaml", "values: [OPEN, CLOSED, UNLATCHED]", "values: [OPEN, CLOSED, AJAR]");
    change("rules.yaml", "severity: WARNING", "severity: ERROR");
    change("rules.yaml", "default: 60s", "default: 30s");
    change("context.yaml", "[tool-id, tool-number]", "[tool-number]");
    change(
        "states.yaml",
        "state: EXECUTING, detail: WAITING",
        "state: NOT_EXECUTING, detail: WAITING");
    change("mtconnect.yaml", "{type: TORQUE, term: torque}", "{type: TORQUE, term: force}");
    change(
        "quality.yaml",
        "{word: INVALID, status: \"0x80000000\", name: Bad",
        "{word: INVALID, status: \"0x40000000\", name: Uncertain");
    List<Effect> effects = diff();
    assertThat(effects)
        .extracting(Effect::kind, Effect::about, Effect::sentence)
        .contains(
            tuple(
                Kind.STRICTER,
                "vocabulary door-state",
                "a machine that says UNLATCHED breaks the rule"),
            tuple(Kind.STRICTER, "rule range-eu", "a breach is ERROR instead of WARNING"),
            tuple(Kind.LOOSER, "vocabulary door-state", "a machine may say AJAR"),
            tuple(Kind.CHANGED, "term spindle-power", "values arrive in KWT instead of WTT"),
            tuple(
                Kind.CHANGED,
                "rule range-eu",
                "`repeat-after` is 30s instead of 60s where the plant file does not say"),
            tuple(
                Kind.CHANGED,
                "context tool",
                "it comes from [tool-number] instead of [tool-id, tool-number]"),
            tuple(Kind.CHANGED, "MTConnect type TORQUE", "data items are force instead of torque"),
            tuple(Kind.CHANGED, "quality INVALID", "it is Uncertain instead of Bad"))
        .anyMatch(each -> each.toList().get(1).equals("state row execution-wait"))
        .hasSize(9);
    assertThat(effects.get(0).kind()).isEqualTo(Kind.STRICTER);
    assertThat(effects).extracting(Effect::kind).isSorted();
  }

  @Test
  void saysWhatIsRemovedAndWhatIsAdded() throws IOException {
    change(
        "properties.yaml",
        "  - {name: ph, about",
        "  - {name: acidity, about: equipment, kind: other, title: {en: Acidity, zh: 酸度}}\n  - {name: ph, about");
    assertThat(diff())
        .extracting(Effect::kind, Effect::about)
        .containsExactly(tuple(Kind.ADDED, "term acidity"));
    assertThat(ProfileDiff.of(Profile.read(folder), Profile.load("mdr-profile-0.1")))
        .extracting(Effect::kind, Effect::sentence)
        .containsExactly(
            tuple(Kind.REMOVED, "values lose the name; a plant file that uses it is refused"));
  }

  @Test
  void refusesAFileThatIsMissingOrOutside() throws IOException {
    change("manifest.yaml", "units.yaml,", "../units.yaml,");
    assertThatThrownBy(() -> Profile.read(folder))
        .hasMessage("The resource ../units.yaml lies outside of the profile's folder");
    Files.delete(folder.resolve("manifest.yaml"));
    assertThatThrownBy(() -> Profile.read(folder))
        .hasMessage("The resource manifest.yaml of the profile is missing");
  }

  private List<Effect> diff() {
    return ProfileDiff.of(Profile.load("mdr-profile-0.1"), Profile.read(folder));
  }

  private void change(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    int at = text.indexOf(from);
    assertThat(at).as("%s in %s", from, file).isNotNegative();
    Files.writeString(path, text.substring(0, at) + to + text.substring(at + from.length()));
  }
}
