package io.resonance.job.plant;

import io.resonance.conform.rules.PlantRules;
import io.resonance.schema.plant.load.VocabularyCheck;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.rules.RulePackText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers the plant-file loader from the profile that ships with this release. */
public final class PlantVocabulary implements VocabularyCheck {

  /** The profile of this release. */
  public static final String PROFILE = "mdr-profile-0.1";

  private final Profile profile = Profile.load(PROFILE);

  @Override
  public boolean knows(Vocabulary vocabulary, String term) {
    return switch (vocabulary) {
      case PROFILE -> term.equals(PROFILE);
      case CATEGORY -> profile.knowsCategory(term);
      case PROPERTY -> profile.knowsProperty(term);
      case UNIT -> profile.unit(term).isPresent();
      case RULE -> profile.rules().stream().anyMatch(rule -> rule.id().equals(term));
    };
  }

  @Override
  public Set<String> terms(Vocabulary vocabulary) {
    return switch (vocabulary) {
      case PROFILE -> Set.of(PROFILE);
      case CATEGORY -> profile.words("equipment-category");
      case PROPERTY -> profile.propertyNames();
      case UNIT -> profile.unitCodes();
      case RULE ->
          profile.rules().stream()
              .map(rule -> rule.id())
              .collect(java.util.stream.Collectors.toSet());
    };
  }

  @Override
  public Optional<String> refuseUnit(String text) {
    return profile
        .otherUnitSpelled(text)
        .flatMap(
            symbol ->
                profile
                    .unitOfCode(text)
                    .map(
                        code ->
                            "'%s' is the Rec 20 code of %s (%s) and the symbol of %s (code %s)."
                                .formatted(
                                    text, code.name(), code.ucum(), symbol.name(), symbol.code())));
  }

  @Override
  public Optional<String> refuseWord(String property, String word) {
    return profile
        .vocabularyOf(property)
        .map(
            known ->
                known.words().contains(word)
                    ? Optional.<String>empty()
                    : Optional.of(
                        "'%s' is no word of %s; %s are."
                            .formatted(word, property, String.join(", ", known.words()))))
        .orElse(
            Optional.of(
                "%s has no vocabulary, so its values cannot stand for words.".formatted(property)));
  }

  @Override
  public Optional<String> refuseRulePack(RulePackText pack) {
    try {
      PlantRules.read(profile, List.of(pack), (rule, why) -> {});
      return Optional.empty();
    } catch (ProfileException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public Optional<String> refuseParameter(String rule, String parameter, String value) {
    List<String> problems = profile.parameterProblems(Map.of(rule, Map.of(parameter, value)));
    return problems.stream().findFirst();
  }
}
