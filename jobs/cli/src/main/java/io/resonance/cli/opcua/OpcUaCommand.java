package io.resonance.cli.opcua;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about OPC UA servers. */
@Command(
    name = "opcua",
    description = "Looks after the OPC UA servers of a plant.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {BrowseCommand.class, DoctorCommand.class, ReadCommand.class, TrustCommand.class})
public final class OpcUaCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Say which command: " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
