package io.resonance.cli.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
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

/** Shows the present state of an agent. */
@Command(
    name = "current",
    description = "Shows the present state of all DataItems of an agent, by component.",
    mixinStandardHelpOptions = true)
final class CurrentCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private AgentOption agent;

  @Option(names = "--json", description = "Print JSON, an observation in each line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      MtConnectBatch batch = MtConnectBrowser.current(agent.agent());
      ObservationTable table = new ObservationTable(batch);
      if (json) {
        table.printJson(out);
      } else {
        table.printByComponent(out);
        out.printf(
            "%d observations; instanceId %s, next sequence %s%n",
            batch.size(),
            Long.toUnsignedString(batch.instanceId()),
            Long.toUnsignedString(batch.nextSequence()));
      }
    } catch (MtConnectRefusedException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
