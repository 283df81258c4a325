package io.resonance.cli.rules;

import io.resonance.cli.PlantFileOption;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.rules.RulePack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which rules are meant: those of the profile, and those of a plant where one is named. */
final class RulesInForce {

  @Mixin private PlantFileOption plantFile;

  @Option(
      names = "--profile-only",
      description = "Leave out the plant: only the rules every plant has.")
  private boolean profileOnly;

  private ProfileReference reference;
  private Profile profile;

  void load(CommandLine command) {
    reference =
        profileOnly
            ? new ProfileReference(PlantVocabulary.PROFILE, Map.of())
            : plantFile.load(command).profile();
    profile = Profile.load(reference.id());
  }

  List<Rule> profileRules() {
    return profile.rules();
  }

  List<PlantRule> plantRules() {
    List<PlantRule> rules = new ArrayList<>();
    reference.packs().forEach(pack -> rules.addAll(RulePack.read(pack, profile).rules()));
    return rules;
  }

  Optional<Rule> rule(String id) {
    List<Rule> all = new ArrayList<>(profile.rules());
    plantRules().forEach(rule -> all.add(rule.words()));
    return all.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  List<String> ids() {
    List<String> ids = new ArrayList<>();
    profile.rules().forEach(rule -> ids.add(rule.id()));
    plantRules().forEach(rule -> ids.add(rule.id()));
    return ids;
  }

  RuleParameters parameters() {
    return profile
        .parameters(reference.parameters())
        .with(plantRules().stream().map(PlantRule::words).toList());
  }
}
