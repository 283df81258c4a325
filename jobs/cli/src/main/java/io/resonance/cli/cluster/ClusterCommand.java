package io.resonance.cli.cluster;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about a cluster on this machine. */
@Command(
    name = "cluster",
    description = {
      "Runs a Flink cluster of real JobManager and TaskManager processes on this machine, from the jars of this distribution.",
      "For trying out, and for a small plant on one machine; a plant on several machines uses the Helm chart."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ClusterStartCommand.class,
      ClusterStatusCommand.class,
      ClusterKillCommand.class,
      ClusterStopCommand.class
    })
public final class ClusterCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Say which command: " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
