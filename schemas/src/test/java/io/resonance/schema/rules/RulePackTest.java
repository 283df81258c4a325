package io.resonance.schema.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.v1.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulePackTest {

  private static final Profile PROFILE = Profile.load("mdr-profile-0.1");
  private static final String HEAD =
      """
      pack: {id: line-1-quality, version: "3"}
      rules:
        - id: coolant-too-hot
          version: "2"
          severity: WARNING
          equipment: [mill-*]
          property: [coolant-temperature]
      """;
  private static final String TEST = "    limits: {high: 113, unit: \"[degF]\", hysteresis: 2}\n";
  private static final String WORDS =
      """
          for: 10s
          repeat-after: 5m
          en: {title: Coolant too hot, explanation: It boils off., fix: Look at the pump.}
          zh: {title: 冷却液过热, explanation: 冷却液会蒸发。, fix: 检查水泵。}
          basis: {standard: Work instruction 4711, clause: "3"}
      """;

  @Test
  void readsARuleWithAllItSays() {
    RulePack pack = read(HEAD + TEST + WORDS);
    assertThat(pack.id()).isEqualTo("line-1-quality");
    assertThat(pack.version()).isEqualTo("3");
    assertThat(pack.hash()).matches("[0-9a-f]{64}");
    PlantRule rule = pack.rules().get(0);
    assertThat(rule.id()).isEqualTo("coolant-too-hot");
    assertThat(rule.words().version())
        .isEqualTo("2 (line-1-quality 3, sha256 " + pack.hash().substring(0, 12) + ")");
    assertThat(rule.words().severity()).isEqualTo(Severity.WARNING);
    assertThat(rule.words().basis().standard()).isEqualTo("Work instruction 4711");
    assertThat(rule.words().zh().title()).isEqualTo("冷却液过热");
    assertThat(rule.words().parameters().get(0).defaultValue()).isEqualTo("5m");
    assertThat(rule.hold()).isEqualTo(Duration.ofSeconds(10));
    assertThat(rule.test())
        .isEqualTo(
            new RuleTest.Limits(OptionalDouble.empty(), OptionalDouble.of(113), 2, "[degF]"));
    assertThat(rule.scope().covers("mill-1", "coolant-temperature")).isTrue();
    assertThat(rule.scope().covers("lathe-1", "coolant-temperature")).isFalse();
    assertThat(rule.scope().covers("mill-1", "coolant-temperatures")).isFalse();
  }

  @Test
  void readsTheOtherKindsOfRules() {
    assertThat(test("stuck: {after: 5m, within: 0.5, unit: Cel}"))
        .isEqualTo(new RuleTest.Stuck(Duration.ofMinutes(5), 0.5, "Cel"));
    assertThat(test("rate: {most-per-second: 2.5}")).isEqualTo(new RuleTest.Rate(2.5, ""));
    assertThat(test("runs: {rules: [1, 2], mean: 20, sigma: 0.5}"))
        .isEqualTo(
            new RuleTest.Runs(Set.of(1, 2), OptionalDouble.of(20), OptionalDouble.of(0.5), 100));
    assertThat(test("counter: {restart: 1}")).isEqualTo(new RuleTest.Counter(1, ""));
    assertThat(test("words: {refused: [HOT]}"))
        .isEqualTo(new RuleTest.Words(Set.of(), Set.of("HOT")));
    assertThat(test("deprecated: true")).isEqualTo(new RuleTest.Words(Set.of(), Set.of()));
    assertThat(test("transitions: {COLD: [WARM]}"))
        .isEqualTo(new RuleTest.Transitions(Map.of("COLD", List.of("WARM"))));
    assertThat(test("expression: value < 50.0"))
        .isEqualTo(new RuleTest.Expression("value < 50.0", 8, Optional.empty(), List.of()));
    assertThat(test("expression: window.mean < 50.0\n    window: 1m"))
        .isEqualTo(
            new RuleTest.Expression(
                "window.mean < 50.0", 8, Optional.of(Duration.ofMinutes(1)), List.of()));
    assertThat(test("expression: \"true\"\n    together: [coolant-temperature, execution]"))
        .isEqualTo(
            new RuleTest.Expression(
                "true", 8, Optional.empty(), List.of("coolant-temperature", "execution")));
  }

  @Test
  void restsOnThePackWhereNothingElseIsNamedAndSpeaksEnglishTwice() {
    PlantRule rule =
        read(HEAD + TEST + "    en: {title: Too hot, explanation: It is., fix: Cool it.}\n")
            .rules()
            .get(0);
    assertThat(rule.words().basis().standard()).startsWith("rule pack line-1-quality 3, sha256 ");
    assertThat(rule.words().zh().title()).isEqualTo("Too hot");
    assertThat(rule.hold()).isZero();
  }

  @Test
  void takesStarsForAnyLettersAndNothingElseForAPattern() {
    RuleScope scope = new RuleScope(List.of(), List.of("axis-position[*]", "x:*.power"));
    assertThat(scope.covers("any", "axis-position[X]")).isTrue();
    assertThat(scope.covers("any", "axis-positionX")).isFalse();
    assertThat(scope.covers("any", "x:main.power")).isTrue();
    assertThat(scope.covers("any", "x:main-power")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits: {}|line 8: limits need `low` or `high`",
        "limits: {low: 3, high: 2}|line 8: `high` must be above `low`",
        "limits: {low: 1, high: 2, hysteresis: 0.5}|line 8: no value would ever be sound again",
        "limits: {high: hot}|line 8: `hot` is not a number",
        "limits: {high: NaN}|line 8: `NaN` is not a finite number",
        "limits: {high: 3, unit: cubits}|line 8: the profile has no unit `cubits`",
        "limits: {high: 3, unit: mm}|line 8: `mm` does not measure what coolant-temperature does",
        "limits: {hi: 3}|line 8: unknown field `hi`; known are [high, hysteresis, low, unit]",
        "rate: {most-per-second: 0}|line 8: `0` must be above 0",
        "stuck: {after: soon}|line 8: `soon` is not a duration such as 500ms, 10s, 5m or 1h",
        "stuck: {after: 0s}|line 8: `0s` is not a duration",
        "counter: {restart: -1}|line 8: `-1` must not be below 0.0",
        "words: {}|line 8: `sound` or `refused` lists at least one word",
        "words: {sound: [A], refused: [B]}|line 8: `sound` and `refused` exclude each other",
        "transitions: {}|line 8: at least one word with those that may follow it is needed",
        "deprecated: maybe|line 8: write `deprecated: true`",
        "runs: {rules: [9]}|line 8: `9` is not a whole number of 1 to 8",
        "runs: {rules: []}|line 8: at least one of the rules 1 to 8 is needed",
        "runs: {mean: 3}|line 8: `mean` and `sigma` are given together or learnt together",
        "runs: {learn: 3}|line 8: `3` is not a whole number of 10 to 10000",
        "lmits: {high: 3}|line 8: unknown field `lmits`",
      })
  void refusesWhatNobodyCouldEvaluate(String test, String message) {
    assertThatThrownBy(() -> read(HEAD + "    " + test + "\n" + WORDS))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("quality.yaml, " + message);
  }

  @Test
  void refusesWhatNobodyCouldTrace() {
    assertRefused(HEAD + TEST, "line 3: the field `en` is missing");
    assertRefused(
        (HEAD + TEST + WORDS).replace("coolant-too-hot", "stale"),
        "line 3: `stale` is a rule of the profile; its parameters are set under"
            + " profile.parameters");
    assertRefused(
        (HEAD + TEST + WORDS).replace("[coolant-temperature]", "[coolant-temprature]"),
        "line 7: the profile has no term `coolant-temprature`");
    assertRefused(
        (HEAD + TEST + WORDS).replace("severity: WARNING", "severity: LOUD"),
        "line 5: `LOUD` is none of INFO, WARNING, ERROR");
    assertRefused(
        HEAD
            + TEST
            + WORDS
            + HEAD.lines().skip(2).reduce("", (a, b) -> a + b + "\n")
            + TEST
            + WORDS,
        "the rule `coolant-too-hot` is there twice");
    assertRefused(
        HEAD + TEST + "    rate: {most-per-second: 1}\n" + WORDS,
        "line 3: a rule has one of [limits, rate, stuck, counter, runs, words, transitions,"
            + " deprecated, expression], this one has [limits, rate]");
    assertRefused("", "quality.yaml, line 1: the file is empty");
    assertRefused("pack: [", "quality.yaml is not readable YAML");
    assertRefused(
        "# " + "x".repeat(RulePackText.MOST_CHARACTERS),
        "the file has more than 1048576 characters");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining(message);
  }

  private static RuleTest test(String line) {
    return read(HEAD + "    " + line + "\n" + WORDS).rules().get(0).test();
  }

  private static RulePack read(String text) {
    return RulePack.read(new RulePackText("quality.yaml", text), PROFILE);
  }
}
