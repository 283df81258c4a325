package io.resonance.schema.profile;

import io.resonance.schema.v1.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the rule pack and refuses a rule that people could not understand or trace. */
final class RuleReader {

  private static final String REPEAT_AFTER = "repeat-after";
  private static final Rule.Parameter REPEATED =
      new Rule.Parameter(
          REPEAT_AFTER,
          Rule.Type.DURATION,
          "60s",
          new Rule.Localized(
              "an open violation is reported again at most this often", "未关闭的违规最多每隔该时长重复报告一次"));

  /** What a rule has beside its test. */
  private static final Set<String> WORDS =
      Set.of("id", "version", "check", "severity", "subject", "basis", "parameters", "en", "zh");

  private RuleReader() {}

  /** Whether a field of a rule belongs to its words and not to its test. */
  static boolean isWord(String field) {
    return WORDS.contains(field);
  }

  /** The tests of the rules that have one, by the rule's id. */
  static Map<String, YamlEntry> tests(YamlEntry root) {
    Map<String, YamlEntry> tests = new HashMap<>();
    for (YamlEntry entry : root.field("rules").list()) {
      if (check(entry) == Rule.Check.PROPERTY) {
        tests.put(entry.text("id"), entry);
      }
    }
    return Map.copyOf(tests);
  }

  private static Rule.Check check(YamlEntry entry) {
    return ProfileLoader.choice(Rule.Check.class, entry.field("check"));
  }

  static List<Rule> read(YamlEntry root) {
    List<Rule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Set<Rule.Check> checks = EnumSet.noneOf(Rule.Check.class);
    for (YamlEntry entry : root.allowing("rules").field("rules").list()) {
      Rule rule = rule(entry);
      if (!ids.add(rule.id())) {
        throw entry.error("the rule `%s` is there twice".formatted(rule.id()));
      }
      if (rule.check() == Rule.Check.PLANT) {
        throw entry.field("check").error("rules of a plant stand in its own pack");
      }
      if (rule.check() != Rule.Check.PROPERTY && !checks.add(rule.check())) {
        // counters are kept for each check, not for each rule
        throw entry.field("check").error("another rule uses this check already");
      }
      rules.add(rule);
    }
    return List.copyOf(rules);
  }

  private static Rule rule(YamlEntry entry) {
    Rule.Check check = check(entry);
    if (check != Rule.Check.PROPERTY) { // the fields of a test are known where it is read
      entry.allowing(WORDS.toArray(String[]::new));
    }
    YamlEntry basis = entry.field("basis").allowing("standard", "clause", "url", "checked");
    if (!basis.text("url").startsWith("https://")) {
      throw basis.field("url").error("the basis must be public, with an https address");
    }
    Rule.Text zh = text(entry.field("zh"));
    requireChinese(entry.field("zh"), zh.title(), zh.explanation(), zh.fix());
    return new Rule(
        entry.text("id"),
        entry.text("version"),
        check,
        ProfileLoader.choice(Severity.class, entry.field("severity")),
        new Rule.Basis(
            basis.text("standard"),
            basis.text("clause"),
            basis.text("url"),
            Witness.read(basis.field("checked"))),
        localized(entry.field("subject")),
        parameters(entry.field("parameters"), check),
        text(entry.field("en")),
        zh);
  }

  private static List<Rule.Parameter> parameters(YamlEntry list, Rule.Check check) {
    List<Rule.Parameter> parameters = new ArrayList<>();
    for (YamlEntry entry : list.list()) {
      entry.allowing("name", "type", "default", "meaning");
      Rule.Type type = ProfileLoader.choice(Rule.Type.class, entry.field("type"));
      if (!RuleParameters.fits(type, entry.text("default"))) {
        throw entry.field("default").error("`%s` is no %s".formatted(entry.text("default"), type));
      }
      parameters.add(
          new Rule.Parameter(
              entry.text("name"), type, entry.text("default"), localized(entry.field("meaning"))));
    }
    if (check.isPerValue() && parameters.stream().noneMatch(p -> p.name().equals(REPEAT_AFTER))) {
      parameters.add(REPEATED);
    }
    return parameters;
  }

  private static Rule.Text text(YamlEntry entry) {
    entry.allowing("title", "explanation", "fix");
    return new Rule.Text(entry.text("title"), entry.text("explanation"), entry.text("fix"));
  }

  static Rule.Localized localized(YamlEntry entry) {
    entry.allowing("en", "zh");
    requireChinese(entry, entry.text("zh"));
    return new Rule.Localized(entry.text("en"), entry.text("zh"));
  }

  private static void requireChinese(YamlEntry entry, String... texts) {
    for (String text : texts) {
      boolean chinese =
          text.codePoints()
              .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
      if (!chinese) {
        throw entry.error("the Chinese text `%s` is not Chinese".formatted(text));
      }
    }
  }
}
