package io.resonance.cli.faults;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about the fault matrix. */
@Command(
    name = "faults",
    description = {
      "Proves on this machine that nothing is lost: a simulated plant, Kafka, a MES and the real jobs, and each fault at each moment.",
      "A cell is a fault at a moment, such as opcua-reset/steady."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {FaultsListCommand.class, FaultsRunCommand.class})
public final class FaultsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Say which command: " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
