package io.resonance.cli.rules;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about rules. */
@Command(
    name = "rules",
    description = "Shows the rules in force, tries new ones, and puts packs into the running job.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RulesListCommand.class,
      RulesExplainCommand.class,
      RulesTestCommand.class,
      RulesPushCommand.class,
      RulesWithdrawCommand.class,
      RulesPacksCommand.class
    })
public final class RulesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Say which command: " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
