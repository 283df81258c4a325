package io.resonance.cli.violations;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about violations. */
@Command(
    name = "violations",
    description = "Shows what is violated now, and lets you acknowledge or waive it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ViolationsListCommand.class,
      ViolationsShowCommand.class,
      ViolationsAckCommand.class,
      ViolationsWaiveCommand.class
    })
public final class ViolationsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Say which command: " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
