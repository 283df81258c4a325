package io.resonance.cli.rules;

import io.resonance.cli.PlantFileOption;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.control.CompactedTopic;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.rules.RulePack;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which rules are meant: those of the profile, and, where a plant is named, those of its file and
 * those pushed into its running job.
 */
final class RulesInForce {

  @Mixin private PlantFileOption plantFile;

  @Option(
      names = "--profile-only",
      description = "Leave out the plant: only the rules every plant has.")
  private boolean profileOnly;

  @Option(
      names = "--without-pushed",
      description = "Leave out what was pushed into the running job; Kafka is not asked then.")
  private boolean withoutPushed;

  private ProfileReference reference;
  private Profile profile;
  private PushedPacks packs;

  /** A rule of the plant and where it comes from: plant, pushed or trial. */
  record Origin(PlantRule rule, String from) {}

  void load(CommandLine command) throws IOException {
    if (profileOnly) {
      reference = new ProfileReference(PlantVocabulary.PROFILE, Map.of());
      profile = Profile.load(reference.id());
      packs = PushedPacks.none(reference);
      return;
    }
    PlantFile plant = plantFile.load(command);
    reference = plant.profile();
    profile = Profile.load(reference.id());
    packs = withoutPushed ? PushedPacks.none(reference) : pushed(plant, command.getErr());
  }

  private PushedPacks pushed(PlantFile plant, PrintWriter err) throws IOException {
    try {
      Map<String, ControlCommand> orders =
          CompactedTopic.read(plant, Topic.CONTROL, ControlCommand.class, err::println);
      Map<String, ControlAnswer> answers =
          CompactedTopic.read(plant, Topic.CONTROL_ANSWERS, ControlAnswer.class, err::println);
      return PushedPacks.at(Instant.now(), profile, reference, orders, answers, err::println);
    } finally {
      err.flush();
    }
  }

  List<Rule> profileRules() {
    return profile.rules();
  }

  List<Origin> plantRules() {
    List<Origin> rules = new ArrayList<>();
    for (RulePackText pack : packs.active()) {
      add(pack, reference.packs().contains(pack) ? "plant" : "pushed", rules);
    }
    packs.shadows().forEach(pack -> add(pack, "trial", rules));
    return rules;
  }

  private void add(RulePackText pack, String from, List<Origin> rules) {
    RulePack.read(pack, profile).rules().forEach(rule -> rules.add(new Origin(rule, from)));
  }

  /** A rule by its id; the one in force where another one is on trial. */
  Optional<Rule> rule(String id) {
    List<Rule> all = new ArrayList<>(profile.rules());
    plantRules().forEach(origin -> all.add(origin.rule().words()));
    return all.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** Where a rule comes from: profile, plant, pushed or trial. */
  String from(String id) {
    return plantRules().stream()
        .filter(origin -> origin.rule().words().id().equals(id))
        .map(Origin::from)
        .findFirst()
        .orElse("profile");
  }

  List<String> ids() {
    List<String> ids = new ArrayList<>();
    profile.rules().forEach(rule -> ids.add(rule.id()));
    plantRules().forEach(origin -> ids.add(origin.rule().id()));
    return ids;
  }

  /** The parameters of a rule as they are in force. */
  RuleParameters parameters() {
    List<Rule> words = new ArrayList<>();
    for (Origin origin : plantRules()) {
      Rule rule = origin.rule().words();
      if (words.stream().noneMatch(known -> known.id().equals(rule.id()))) {
        words.add(rule);
      }
    }
    return profile.parameters(reference.parameters()).with(words);
  }
}
