package io.resonance.cli.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectBrowser;
import io.resonance.connector.mtconnect.source.MtConnectRefusedException;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what an agent describes. */
@Command(
    name = "probe",
    description = "Shows the devices, components and DataItems of an agent with types and units.",
    mixinStandardHelpOptions = true)
final class ProbeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private AgentOption agent;

  @Option(names = "--json", description = "Print JSON, a DataItem in each line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      MtConnectBrowser.Model model = MtConnectBrowser.probe(agent.agent());
      if (json) {
        DeviceTree.printJson(model, out);
      } else {
        DeviceTree.print(model, out);
      }
    } catch (MtConnectRefusedException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
