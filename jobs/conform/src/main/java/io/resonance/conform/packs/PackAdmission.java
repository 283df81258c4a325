package io.resonance.conform.packs;

import io.resonance.conform.rules.PlantRules;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.profile.YamlEntry;
import io.resonance.schema.rules.RulePack;
import io.resonance.schema.rules.RulePackText;
import java.util.List;

/**
 * Whether a pack may be pushed into a running job: it can be read and evaluated within bounds, and
 * people on the floor can read what it says in English and in Chinese.
 */
public final class PackAdmission {

  private PackAdmission() {}

  /**
   * Reads a pack that is to be pushed.
   *
   * @throws ProfileException naming file, line and what to write instead
   */
  public static RulePack admit(Profile profile, RulePackText text) {
    RulePack pack = RulePack.read(text, profile);
    requireChinese(text);
    PlantRules.read(profile, List.of(text), (rule, why) -> {}); // compiles expressions
    return pack;
  }

  // A pack in a file may borrow its English texts; one that takes effect without anybody restarting
  // a job is first met by those who read it on a screen.
  private static void requireChinese(RulePackText text) {
    for (YamlEntry rule : YamlEntry.parse(text.file(), text.text()).field("rules").list()) {
      if (!rule.has("zh")) {
        throw rule.error(
            "the rule `%s` lacks its Chinese texts; add zh: {title: ..., explanation: ..., fix: ...}"
                .formatted(rule.text("id")));
      }
      for (String name : List.of("title", "explanation", "fix")) {
        YamlEntry entry = rule.field("zh").field(name);
        if (!isChinese(entry.text())) {
          throw entry.error("`%s` is not Chinese".formatted(entry.text()));
        }
      }
    }
  }

  private static boolean isChinese(String text) {
    return text.codePoints()
        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
  }
}
