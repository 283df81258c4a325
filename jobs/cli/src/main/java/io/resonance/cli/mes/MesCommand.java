package io.resonance.cli.mes;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about the MES. */
@Command(
    name = "mes",
    description = "Looks after the messages for the MES.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ParkedCommand.class, CallbacksCommand.class})
public final class MesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say which command: parked, callbacks.");
  }
}
