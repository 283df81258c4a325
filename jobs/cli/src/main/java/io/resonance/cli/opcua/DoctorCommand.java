package io.resonance.cli.opcua;

import io.resonance.cli.Findings;
import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaDoctor;
import io.resonance.connector.opcua.source.OpcUaDoctor.Finding;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import io.resonance.connector.opcua.source.OpcUaRefusedException;
import io.resonance.schema.kafka.StartRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Examines a server as a job would use it. */
@Command(
    name = "doctor",
    description = {
      "Examines an OPC UA server: connection, limits, clock, what it grants and can give back after an outage, units, throughput.",
      "The subscription it makes is deleted. Exit code 1 if a job could not use the server."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ServerOption server;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long values are counted. Default: 10.")
  private int seconds = 10;

  @Option(
      names = "--variables",
      paramLabel = "N",
      description =
          "How many variables under Objects are tried at most; with --server those the plant file names by NodeId are, if there are any. Default: 1000.")
  private int variables = 1_000;

  @Option(names = "--json", description = "Print JSON, a finding in each line.")
  private boolean json;

  @Override
  public Integer call() {
    Findings findings = new Findings(spec.commandLine().getOut(), json);
    try {
      OpcUaDoctor.examine(
          endpoint(),
          server.identity(),
          new OpcUaDoctor.Trial(Duration.ofSeconds(seconds), variables),
          finding -> tell(finding, findings));
    } catch (OpcUaRefusedException | IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
    return findings.finish();
  }

  private OpcUaEndpoint endpoint() {
    List<String> nodes = server.nodesOfPlant();
    OpcUaEndpoint.Builder endpoint = server.endpoint().items(nodes);
    return nodes.isEmpty()
        ? endpoint.select(OpcUaNodeSelection.under(OpcUaBrowsePath.OBJECTS)).build()
        : endpoint.build();
  }

  private static void tell(Finding finding, Findings findings) {
    findings.tell(finding.check().word(), finding.verdict(), finding.text(), finding.nextStep());
  }
}
