package io.resonance.schema.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.v1.ConditionLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfileTest {

  private final Profile profile = Profile.load("mdr-profile-0.1");

  @Test
  void hasAHashOverItsResourcesAndSaysWhatItIsNot() {
    assertThat(profile.hash()).matches("[0-9a-f]{64}");
    assertThat(profile.hash()).isEqualTo(Profile.load("mdr-profile-0.1").hash());
    assertThat(profile.identity().statementEn()).contains("mdr-profile 0.1");
  }

  @Test
  void changesItsHashWithAnyResource() {
    Map<String, String> files = files();
    files.put("rules.yaml", files.get("rules.yaml").replace("default: 60s", "default: 61s"));
    assertThat(read(files).hash()).isNotEqualTo(profile.hash());
  }

  @Test
  void refusesAProfileItDoesNotHave() {
    assertThatThrownBy(() -> Profile.load("mdr-profile-9.9"))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("There is no profile `mdr-profile-9.9`");
    assertThatThrownBy(() -> Profile.load("../secrets")).isInstanceOf(ProfileException.class);
  }

  @Test
  void knowsTermsWithAndWithoutQualifierAndOwnNames() {
    assertThat(profile.knowsProperty("spindle-speed")).isTrue();
    assertThat(profile.knowsProperty("axis-position[X]")).isTrue();
    assertThat(profile.knowsProperty("x:anything")).isTrue();
    assertThat(profile.knowsProperty("x:")).isFalse();
    assertThat(profile.knowsProperty("spindle-sped")).isFalse();
    assertThat(profile.knowsCategory("machine-tool")).isTrue();
    assertThat(profile.knowsCategory("spaceship")).isFalse();
  }

  @Test
  void namesTheLineOfAFieldItDoesNotKnow() {
    Map<String, String> files = files();
    files.put("units.yaml", "units:\n  - {code: MTR, ucum: m, nam: metre}\n");
    assertThatThrownBy(() -> read(files))
        .isInstanceOf(ProfileException.class)
        .hasMessage(
            "units.yaml, line 2: unknown field `nam`; known are [aliases, code, dimension, name,"
                + " offset, scale, ucum]");
  }

  @Test
  void refusesARuleWithoutChineseTextWithoutBasisAndWithoutFix() {
    for (String cut : List.of("zh:", "basis:", "fix:")) {
      Map<String, String> files = files();
      String rules = files.get("rules.yaml");
      int at = rules.lastIndexOf("    " + cut);
      if (cut.equals("zh:")) {
        files.put("rules.yaml", rules.substring(0, at));
      } else {
        int end = rules.indexOf('\n', at);
        files.put(
            "rules.yaml",
            rules.substring(0, at) + rules.substring(Math.min(rules.length(), end + 1)));
      }
      assertThatThrownBy(() -> read(files))
          .as(cut)
          .isInstanceOf(ProfileException.class)
          .hasMessageContaining("is missing")
          .hasMessageMatching("rules.yaml, line [0-9]+: .*");
    }
  }

  @Test
  void refusesAReferenceThatDoesNotSayHowItWasChecked() {
    for (String file : List.of("rules.yaml", "vocabularies.yaml")) {
      Map<String, String> files = files();
      files.put(file, files.get(file).replaceFirst(",? *checked: \\[[a-z, -]*]", ""));
      assertThatThrownBy(() -> read(files))
          .isInstanceOf(ProfileException.class)
          .hasMessageMatching(file + ", line [0-9]+: the field `checked` is missing");
    }
  }

  @Test
  void refusesAWitnessItDoesNotKnow() {
    Map<String, String> files = files();
    files.put("rules.yaml", files.get("rules.yaml").replaceFirst("spec-text, nodeset]", "memory]"));
    assertThatThrownBy(() -> read(files))
        .hasMessageMatching("rules.yaml, line [0-9]+: `memory` is none of .*SPEC_TEXT.*");
  }

  @Test
  void refusesEnglishInThePlaceOfChinese() {
    Map<String, String> files = files();
    files.put("rules.yaml", files.get("rules.yaml").replace("title: 数据缺失", "title: missing"));
    assertThatThrownBy(() -> read(files)).hasMessageContaining("is not Chinese");
  }

  @Test
  void joinsThePlantsParametersWithTheDefaults() {
    Rule stale = profile.rule(Rule.Check.STALE).orElseThrow();
    RuleParameters parameters = profile.parameters(Map.of("stale", Map.of("after", "10s")));
    assertThat(parameters.nanos(stale, "after")).isEqualTo(10_000_000_000L);
    assertThat(parameters.number(stale, "factor")).isEqualTo(5);
    assertThat(
            profile.parameterProblems(
                Map.of("stale", Map.of("after", "soon", "before", "1s"), "stael", Map.of())))
        .hasSize(3)
        .anyMatch(problem -> problem.contains("`soon`; write a duration such as"))
        .anyMatch(problem -> problem.contains("no parameter `before`"))
        .anyMatch(problem -> problem.contains("no rule `stael`"));
  }

  @Test
  void givesMtConnectTypesTheirTerms() {
    assertThat(profile.mtConnectTerm("POSITION", "ACTUAL", List.of("Axes", "Linear")))
        .contains("axis-position");
    assertThat(profile.mtConnectTerm("LOAD", "", List.of("Axes", "Linear"))).contains("axis-load");
    assertThat(profile.mtConnectTerm("LOAD", "", List.of("Axes", "Rotary")))
        .contains("spindle-load");
    assertThat(profile.mtConnectTerm("LOAD", "", List.of())).contains("load");
    assertThat(profile.mtConnectTerm("SOMETHING_NEW", "", List.of())).isEmpty();
  }

  @Test
  void takesMtConnectQualityAsAnOpcUaStatus() {
    assertThat(profile.qualityScale().of(profile.statusOfMtConnect("VALID"))).hasToString("GOOD");
    assertThat(profile.qualityScale().of(profile.statusOfMtConnect("UNVERIFIABLE")))
        .hasToString("UNCERTAIN");
    assertThat(profile.qualityScale().of(profile.statusOfMtConnect("INVALID"))).hasToString("BAD");
    assertThat(profile.statusOfMtConnect("UNAVAILABLE")).isEqualTo(0x80310000);
  }

  @Test
  void givesSeveritiesOfOpcUaConditionsTheirLevels() {
    assertThat(profile.levelOfOpcUaSeverity(0)).isEqualTo(ConditionLevel.WARNING);
    assertThat(profile.levelOfOpcUaSeverity(1)).isEqualTo(ConditionLevel.WARNING);
    assertThat(profile.levelOfOpcUaSeverity(666)).isEqualTo(ConditionLevel.WARNING);
    assertThat(profile.levelOfOpcUaSeverity(667)).isEqualTo(ConditionLevel.FAULT);
    assertThat(profile.levelOfOpcUaSeverity(1_000)).isEqualTo(ConditionLevel.FAULT);
  }

  @Test
  void refusesSeveritiesThatDoNotRise() {
    Map<String, String> files = files();
    files.computeIfPresent("quality.yaml", (file, text) -> text.replace("from: 667", "from: 300"));
    assertThatThrownBy(() -> read(files))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("the classes begin with 0 and rise");
  }

  @Test
  void refusesAWordOfAMachineThatNoRowLooksAt() {
    Map<String, String> files = files();
    files.computeIfPresent(
        "states.yaml", (file, text) -> text.replace("execution: [WAIT]", "execution: [ACTIVE]"));
    assertThatThrownBy(() -> read(files))
        .isInstanceOf(ProfileException.class)
        .hasMessageMatching(
            "states.yaml, line [0-9]+: the row `execution-wait` never comes to its turn:"
                + " `execution-active` above holds wherever it does");
    files.putAll(files());
    files.computeIfPresent(
        "states.yaml", (file, text) -> text.replaceFirst("  - \\{id: execution-wait.*\n", ""));
    assertThatThrownBy(() -> read(files))
        .hasMessageMatching(
            "states.yaml, line [0-9]+: \\[WAIT] of execution are in no row; add rows, or name them"
                + " here");
  }

  @Test
  void refusesStatesOfWordsThatAreNone() {
    for (String[] change :
        List.of(
            new String[] {"execution: [WAIT]", "execution: [WAITING]", "is no word of execution"},
            new String[] {
              "execution: [WAIT]", "spindle-speed: [WAIT]", "no term with a vocabulary"
            },
            new String[] {"detail: WAITING", "detail: DREAMING", "is not in the vocabulary"},
            new String[] {"state: EXECUTING", "state: RUNS", "`RUNS` is none of"},
            new String[] {
              "id: execution-wait,", "id: execution-active,", "a row `execution-active`"
            },
            new String[] {"when: {execution: [WAIT]}", "when: {}", "would always hold"})) {
      Map<String, String> files = files();
      files.computeIfPresent(
          "states.yaml",
          (file, text) -> text.replaceFirst(java.util.regex.Pattern.quote(change[0]), change[1]));
      assertThatThrownBy(() -> read(files))
          .as(change[1])
          .hasMessageMatching("states.yaml, line [0-9]+: .*")
          .hasMessageContaining(change[2]);
    }
  }

  @Test
  void refusesAContextOfOneTermTwice() {
    Map<String, String> files = files();
    files.computeIfPresent(
        "context.yaml", (file, text) -> text.replace("terms: [lot-id]", "terms: [part-id]"));
    assertThatThrownBy(() -> read(files))
        .hasMessage("context.yaml, line 8: `part-id` says something else already");
  }

  private static Profile read(Map<String, String> files) {
    return new ProfileLoader(file -> Optional.ofNullable(files.get(file))).read();
  }

  private static Map<String, String> files() {
    Map<String, String> files = new HashMap<>();
    for (String file :
        List.of(
            "manifest.yaml",
            "units.yaml",
            "units-rec20.yaml",
            "vocabularies.yaml",
            "properties.yaml",
            "mtconnect.yaml",
            "opcua.yaml",
            "quality.yaml",
            "states.yaml",
            "context.yaml",
            "rules.yaml",
            "errors.yaml",
            "endpoints.yaml")) {
      try (InputStream in = Profile.class.getResourceAsStream("/profile/mdr-profile-0.1/" + file)) {
        files.put(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return files;
  }
}
