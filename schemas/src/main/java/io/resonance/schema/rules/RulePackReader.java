package io.resonance.schema.rules;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.YamlEntry;
import io.resonance.schema.v1.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a rule pack and refuses what nobody could evaluate, understand or trace. */
final class RulePackReader {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,30}");
  private static final Rule.Localized SUBJECT = new Rule.Localized("rules of the plant", "工厂自定规则");
  private static final String REPEAT_AFTER = "repeat-after";
  private static final String[] FIELDS =
      Stream.concat(
              Stream.of(
                  "id",
                  "version",
                  "severity",
                  "equipment",
                  "property",
                  "for",
                  REPEAT_AFTER,
                  "en",
                  "zh",
                  "basis"),
              RuleTestReader.FIELDS.stream())
          .toArray(String[]::new);

  private final RulePackText pack;
  private final Profile profile;
  private final RuleTestReader tests;

  RulePackReader(RulePackText pack, Profile profile) {
    this.pack = pack;
    this.profile = profile;
    this.tests = new RuleTestReader(profile);
  }

  RulePack read() {
    YamlEntry root = YamlEntry.parse(pack.file(), bounded()).allowing("pack", "rules");
    YamlEntry head = root.field("pack").allowing("id", "version");
    String id = matching(head.field("id"), ID, "an id such as line-1-quality");
    String version = matching(head.field("version"), VERSION, "a version such as \"3\" or 2026-11");
    String hash = sha256(pack.text());
    List<YamlEntry> entries = root.field("rules").list();
    if (entries.isEmpty() || entries.size() > RulePack.MOST_RULES) {
      throw root.field("rules")
          .error(
              "a pack has 1 to %d rules, this one %d"
                  .formatted(RulePack.MOST_RULES, entries.size()));
    }
    String origin = "%s %s, sha256 %s".formatted(id, version, hash.substring(0, 12));
    List<PlantRule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (YamlEntry entry : entries) {
      PlantRule rule = rule(entry, origin);
      if (!ids.add(rule.id())) {
        throw entry.error("the rule `%s` is there twice".formatted(rule.id()));
      }
      rules.add(rule);
    }
    return new RulePack(id, version, hash, rules);
  }

  private String bounded() {
    if (pack.text().length() > RulePackText.MOST_CHARACTERS) {
      throw YamlEntry.parse(pack.file(), "{}")
          .error("the file has more than %d characters".formatted(RulePackText.MOST_CHARACTERS));
    }
    return pack.text();
  }

  private PlantRule rule(YamlEntry entry, String origin) {
    entry.allowing(FIELDS);
    String id = matching(entry.field("id"), ID, "an id such as coolant-too-hot");
    if (profile.rules().stream().anyMatch(rule -> rule.id().equals(id))) {
      throw entry
          .field("id")
          .error(
              "`%s` is a rule of the profile; its parameters are set under profile.parameters"
                  .formatted(id));
    }
    String version = matching(entry.field("version"), VERSION, "a version such as \"1\"");
    Rule.Text en = text(entry.field("en"));
    Rule words =
        new Rule(
            id,
            "%s (%s)".formatted(version, origin),
            Rule.Check.PLANT,
            severity(entry.field("severity")),
            basis(entry, origin),
            SUBJECT,
            List.of(
                new Rule.Parameter(
                    REPEAT_AFTER,
                    Rule.Type.DURATION,
                    entry.has(REPEAT_AFTER) ? spelledDuration(entry.field(REPEAT_AFTER)) : "60s",
                    SUBJECT)),
            en,
            entry.has("zh") ? text(entry.field("zh")) : en);
    RuleScope scope = scope(entry);
    return new PlantRule(
        words,
        scope,
        tests.read(entry, scope),
        entry.has("for") ? RuleTestReader.duration(entry.field("for")) : Duration.ZERO);
  }

  private RuleScope scope(YamlEntry entry) {
    List<String> properties = entry.texts("property");
    if (properties.isEmpty()) {
      throw entry.error("`property` names at least one property, such as [coolant-temperature]");
    }
    for (YamlEntry property : entry.field("property").list()) {
      String name = property.text();
      if (!name.contains("*") && !profile.knowsProperty(name)) {
        throw property.error(
            "the profile has no term `%s`; write a term, or a name that begins with x:"
                .formatted(name));
      }
    }
    return new RuleScope(entry.texts("equipment"), properties);
  }

  private static Rule.Text text(YamlEntry entry) {
    entry.allowing("title", "explanation", "fix");
    return new Rule.Text(entry.text("title"), entry.text("explanation"), entry.text("fix"));
  }

  // What a plant decides by itself rests on its pack.
  private static Rule.Basis basis(YamlEntry entry, String origin) {
    if (!entry.has("basis")) {
      return new Rule.Basis("rule pack " + origin, "rules." + entry.text("id"), "", List.of());
    }
    YamlEntry basis = entry.field("basis").allowing("standard", "clause", "url");
    return new Rule.Basis(
        basis.text("standard"),
        basis.text("clause"),
        basis.has("url") ? basis.text("url") : "",
        List.of());
  }

  private static Severity severity(YamlEntry entry) {
    return switch (entry.text()) {
      case "INFO" -> Severity.INFO;
      case "WARNING" -> Severity.WARNING;
      case "ERROR" -> Severity.ERROR;
      default -> throw entry.error("`%s` is none of INFO, WARNING, ERROR".formatted(entry.text()));
    };
  }

  private static String matching(YamlEntry entry, Pattern pattern, String expected) {
    if (!pattern.matcher(entry.text()).matches()) {
      throw entry.error("`%s` is not %s".formatted(entry.text(), expected));
    }
    return entry.text();
  }

  private static String spelledDuration(YamlEntry entry) {
    RuleTestReader.duration(entry);
    return entry.text();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
