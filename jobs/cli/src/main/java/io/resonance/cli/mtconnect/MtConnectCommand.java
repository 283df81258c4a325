package io.resonance.cli.mtconnect;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about MTConnect agents. */
@Command(
    name = "mtconnect",
    description = "Looks at MTConnect agents and at what they say.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ProbeCommand.class,
      CurrentCommand.class,
      SampleCommand.class,
      DoctorCommand.class,
      ParseCommand.class,
      RecordCommand.class,
      ServeCommand.class
    })
public final class MtConnectCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Say which command: " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
