package io.resonance.schema.profile;

import io.resonance.schema.v1.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the rule pack and refuses a rule that people could not understand or trace. */
final class RuleReader {

  private RuleReader() {}

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
      if (!checks.add(rule.check())) {
        // counters are kept for each check, not for each rule
        throw entry.field("check").error("another rule uses this check already");
      }
      rules.add(rule);
    }
    return List.copyOf(rules);
  }

  private static Rule rule(YamlEntry entry) {
    entry.allowing(
        "id", "version", "check", "severity", "subject", "basis", "parameters", "en", "zh");
    YamlEntry basis = entry.field("basis").allowing("standard", "clause", "url", "checked");
    if (!basis.text("url").startsWith("https://")) {
      throw basis.field("url").error("the basis must be public, with an https address");
    }
    Rule.Text zh = text(entry.field("zh"));
    requireChinese(entry.field("zh"), zh.title(), zh.explanation(), zh.fix());
    return new Rule(
        entry.text("id"),
        entry.text("version"),
        ProfileLoader.choice(Rule.Check.class, entry.field("check")),
        ProfileLoader.choice(Severity.class, entry.field("severity")),
        new Rule.Basis(
            basis.text("standard"),
            basis.text("clause"),
            basis.text("url"),
            Witness.read(basis.field("checked"))),
        localized(entry.field("subject")),
        parameters(entry.field("parameters")),
        text(entry.field("en")),
        zh);
  }

  private static List<Rule.Parameter> parameters(YamlEntry list) {
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
    return parameters;
  }

  private static Rule.Text text(YamlEntry entry) {
    entry.allowing("title", "explanation", "fix");
    return new Rule.Text(entry.text("title"), entry.text("explanation"), entry.text("fix"));
  }

  private static Rule.Localized localized(YamlEntry entry) {
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
