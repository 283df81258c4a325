package io.resonance.cli.opcua;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaDoctor;
import io.resonance.connector.opcua.source.OpcUaDoctor.Finding;
import io.resonance.connector.opcua.source.OpcUaDoctor.Verdict;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import io.resonance.connector.opcua.source.OpcUaRefusedException;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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

  private static final ObjectMapper MAPPER = new ObjectMapper();

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

  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      OpcUaDoctor.examine(
          endpoint(),
          server.identity(),
          new OpcUaDoctor.Trial(Duration.ofSeconds(seconds), variables),
          finding -> tell(finding, out));
    } catch (OpcUaRefusedException | IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
    if (!json) {
      out.printf(
          "%d ok, %d warnings, %d failures%n",
          count(Verdict.OK), count(Verdict.WARN), count(Verdict.FAIL));
    }
    out.flush();
    return count(Verdict.FAIL) > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private OpcUaEndpoint endpoint() {
    List<String> nodes = server.nodesOfPlant();
    OpcUaEndpoint.Builder endpoint = server.endpoint().items(nodes);
    return nodes.isEmpty()
        ? endpoint.select(OpcUaNodeSelection.under(OpcUaBrowsePath.OBJECTS)).build()
        : endpoint.build();
  }

  private int count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0);
  }

  private void tell(Finding finding, PrintWriter out) {
    counts.merge(finding.verdict(), 1, Integer::sum);
    if (json) {
      out.println(json(finding));
    } else {
      out.printf("%-4s  %-12s  %s%n", finding.verdict(), finding.check().word(), finding.text());
      if (!finding.nextStep().isEmpty()) {
        out.printf("%20s%s%n", "-> ", finding.nextStep());
      }
    }
    // each as soon as it is known, for some take seconds
    out.flush();
  }

  private static String json(Finding finding) {
    return MAPPER
        .createObjectNode()
        .put("check", finding.check().word())
        .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
        .put("finding", finding.text())
        .put("nextStep", finding.nextStep())
        .toString();
  }
}
