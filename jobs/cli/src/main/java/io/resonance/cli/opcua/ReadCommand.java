package io.resonance.cli.opcua;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.connector.opcua.source.OpcUaBrowser;
import io.resonance.connector.opcua.source.OpcUaBrowser.NodeValue;
import io.resonance.connector.opcua.source.OpcUaRefusedException;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads values of a server once. */
@Command(
    name = "read",
    description = {
      "Reads nodes of an OPC UA server once.",
      "Exit code 1 if one of them has a bad status."
    },
    mixinStandardHelpOptions = true)
final class ReadCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private ServerOption server;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NODE",
      description = "NodeIds, nsu=<namespace URI>;s=<identifier> (or i=, g=, b=).")
  private List<String> nodes = List.of();

  @Option(names = "--json", description = "Print JSON, a value in each line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<NodeValue> values;
    try {
      values = OpcUaBrowser.read(server.endpoint(nodes), server.identity());
    } catch (OpcUaRefusedException | IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
    values.forEach(value -> out.println(json ? json(value) : line(value)));
    out.flush();
    boolean bad = values.stream().anyMatch(value -> value.status().startsWith("Bad"));
    if (bad) {
      spec.commandLine()
          .getErr()
          .println("Compare the nodes with what `resonance opcua browse` lists.");
    }
    return bad ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private static String line(NodeValue value) {
    return "%s  %s  %s  %s"
        .formatted(value.nodeId(), value.status(), value.sourceTime(), value.value());
  }

  private static String json(NodeValue value) {
    return MAPPER
        .createObjectNode()
        .put("nodeId", value.nodeId())
        .put("value", value.value())
        .put("status", value.status())
        .put("sourceTime", value.sourceTime())
        .toString();
  }
}
