package io.resonance.cli.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectAgent;
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

/** Shows observations of an agent's buffer. */
@Command(
    name = "sample",
    description = "Shows observations of the buffer of an agent, the oldest first.",
    mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private AgentOption agent;

  @Option(
      names = "--from",
      paramLabel = "SEQUENCE",
      description = "Sequence number to begin with. Default: the oldest.")
  private String from;

  @Option(names = "--count", paramLabel = "N", description = "Most observations. Default: 100.")
  private int count = 100;

  @Option(names = "--json", description = "Print JSON, an observation in each line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      MtConnectAgent asked = agent.agent();
      MtConnectAgent wanted = asked.withStream(asked.interval(), count);
      MtConnectBatch batch =
          from == null
              ? MtConnectBrowser.oldest(wanted)
              : MtConnectBrowser.sample(wanted, sequence());
      ObservationTable table = new ObservationTable(batch);
      if (json) {
        table.printJson(out);
      } else {
        table.print(out);
        out.printf(
            "%d observations; go on with --from %s%n",
            batch.size(), Long.toUnsignedString(batch.nextSequence()));
      }
    } catch (MtConnectRefusedException | IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private long sequence() {
    try {
      return Long.parseUnsignedLong(from);
    } catch (NumberFormatException e) {
      throw new StartRefusedException(
          "--from %s is no sequence number. `resonance mtconnect sample` without it shows the oldest."
              .formatted(from),
          e);
    }
  }
}
