package io.resonance.cli.profile;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about profiles. */
@Command(
    name = "profile",
    description =
        "Shows, validates and compares profiles: terms, units, vocabularies, states, rules.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ProfileShowCommand.class,
      ProfileValidateCommand.class,
      ProfileDiffCommand.class
    })
public final class ProfileCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Say which command: " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
