package io.resonance.schema.plant.load;

import io.resonance.schema.plant.load.VocabularyCheck.Vocabulary;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Asks the profile about the words a file uses. */
final class WordCheck {

  private final Problems problems;
  private final VocabularyCheck vocabulary;

  WordCheck(Problems problems, VocabularyCheck vocabulary) {
    this.problems = problems;
    this.vocabulary = vocabulary;
  }

  void check(Fields top) {
    top.section("profile")
        .ifPresent(
            profile -> {
              check(profile, "id", Vocabulary.PROFILE);
              profile.entries("parameters").forEach(this::checkRule);
            });
    for (Fields machine : top.sections("equipment")) {
      check(machine, "category", Vocabulary.CATEGORY);
      for (Fields mapping : machine.sections("properties")) {
        if (mapping.maybeText("property").filter(term -> !term.startsWith("x:")).isPresent()) {
          check(mapping, "property", Vocabulary.PROPERTY);
        }
        if (mapping.maybeText("unit").filter(unit -> !unit.isEmpty()).isPresent()) {
          check(mapping, "unit", Vocabulary.UNIT);
          checkUnit(mapping);
        }
        mapping.maybeText("property").ifPresent(term -> checkWords(term, mapping));
      }
    }
  }

  private void check(Fields fields, String key, Vocabulary kind) {
    fields
        .maybeText(key)
        .filter(term -> !vocabulary.knows(kind, term))
        .ifPresent(
            term ->
                problems.error(
                    fields.placeOf(key),
                    term,
                    "The profile does not know the %s '%s'.%s"
                        .formatted(
                            kind.noun(), term, Nearest.question(term, vocabulary.terms(kind))),
                    nextStep(kind)));
  }

  private void checkUnit(Fields mapping) {
    String unit = mapping.maybeText("unit").orElseThrow();
    vocabulary
        .refuseUnit(unit)
        .ifPresent(
            reason ->
                problems.error(
                    mapping.placeOf("unit"), unit, reason, "Write the one that is meant."));
  }

  private void checkWords(String term, Fields mapping) {
    Set<String> said = new HashSet<>();
    for (Field item : mapping.items("words")) {
      String[] sides = item.spelled().split("=", 2);
      if (sides.length == 2 && !said.add(sides[0].strip())) {
        problems.error(
            item.place(),
            item.spelled(),
            "'%s' stands for another word already.".formatted(sides[0].strip()),
            "Leave one of them out.");
      } else if (sides.length == 2) {
        vocabulary
            .refuseWord(term, sides[1].strip())
            .ifPresent(
                reason ->
                    problems.error(
                        item.place(), item.spelled(), reason, "Write a word of the vocabulary."));
      }
    }
  }

  private void checkRule(String rule, Field parameters) {
    if (!vocabulary.knows(Vocabulary.RULE, rule)) {
      problems.error(
          parameters.place(),
          "The profile does not know the rule '%s'.%s"
              .formatted(rule, Nearest.question(rule, vocabulary.terms(Vocabulary.RULE))),
          nextStep(Vocabulary.RULE));
      return;
    }
    ((Map<?, ?>) parameters.value())
        .forEach(
            (name, value) -> {
              Field field = (Field) value;
              vocabulary
                  .refuseParameter(rule, (String) name, field.spelled())
                  .ifPresent(
                      reason ->
                          problems.error(
                              field.place(),
                              field.spelled(),
                              reason,
                              "Correct it, or remove it so that the profile's own value is used."));
            });
  }

  private static String nextStep(Vocabulary kind) {
    return switch (kind) {
      case PROFILE -> "Write the id of a profile this release has.";
      case CATEGORY -> "Write a category of the profile.";
      case PROPERTY ->
          "Write a property of the profile, or a name of your own that begins with x:.";
      case UNIT -> "Write a UCUM unit such as mm/min or Cel, or its UN/ECE Rec 20 code.";
      case RULE -> "Write the id of a rule of the profile.";
    };
  }
}
