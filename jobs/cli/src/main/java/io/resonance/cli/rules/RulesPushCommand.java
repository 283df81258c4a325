package io.resonance.cli.rules;

import io.resonance.cli.PlantFileOption;
import io.resonance.cli.control.OrderOption;
import io.resonance.conform.packs.PackAdmission;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.rules.RulePack;
import io.resonance.schema.rules.RulePackText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a rule pack into the running job. */
@Command(
    name = "push",
    description = {
      "Puts a rule pack into the running job, without a restart, in place of the pack of the same"
          + " id or beside the others.",
      "A pack that is wrong is refused and changes nothing."
    },
    mixinStandardHelpOptions = true)
final class RulesPushCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;
  @Mixin private OrderOption order;

  @Parameters(paramLabel = "PACK", description = "The rule pack.")
  private Path pack;

  @Option(
      names = "--effective-from",
      paramLabel = "TIME",
      description =
          "Values measured at this time or later are judged by it, such as 2026-12-01T06:00:00Z."
              + " Default: now.")
  private String effectiveFrom;

  @Option(
      names = "--shadow",
      description =
          "On trial only: beside the rules in force, and only the differences are reported, to the"
              + " topic violations-shadow.")
  private boolean shadow;

  @Override
  public Integer call() throws Exception {
    Instant from =
        effectiveFrom == null ? Instant.now() : OrderOption.time(effectiveFrom, "--effective-from");
    RulePackText text = PackFile.read(pack);
    PlantFile plant = plantFile.load(spec.commandLine());
    String id = admitted(plant, text).id();
    return order.give(
        spec.commandLine(),
        plant,
        shadow ? order.orders().pushShadow(id, text, from) : order.orders().push(id, text, from));
  }

  // What the job would refuse need not stand in the topic, where it would hide the version before.
  private static RulePack admitted(PlantFile plant, RulePackText text) {
    try {
      return PackAdmission.admit(Profile.load(plant.profile().id()), text);
    } catch (ProfileException wrong) {
      throw new StartRefusedException(
          wrong.getMessage() + "\nNothing was pushed. Correct the pack and push it again.", wrong);
    }
  }
}
