package io.resonance.cli.opcua;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaBrowser;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
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
import picocli.CommandLine.Spec;

/** Lists the variables of a server, as a selection of a job would find them. */
@Command(
    name = "browse",
    description = "Lists the variables of an OPC UA server with their browse paths and NodeIds.",
    mixinStandardHelpOptions = true)
final class BrowseCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private ServerOption server;

  @Option(
      names = "--under",
      paramLabel = "PATH",
      description = "Browse path of the folder to begin in. Default: /Objects.")
  private String under = OpcUaBrowsePath.OBJECTS;

  @Option(
      names = "--glob",
      paramLabel = "GLOB",
      description =
          "Pattern below it: * within a name, ? one character, ** any names. Default: **.")
  private String glob = "**";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only variables of this type, or in objects of this type; with subtypes.")
  private String type = "";

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Leaves out what fits, with all below it; may be given several times.")
  private List<String> exclude = List.of();

  @Option(names = "--depth", paramLabel = "N", description = "Levels below --under. Default: 32.")
  private int depth = OpcUaNodeSelection.Search.Bounds.DEFAULT.depth();

  @Option(names = "--json", description = "Print JSON, a node in each line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    OpcUaBrowser.Found found;
    try {
      OpcUaNodeSelection.Search search =
          OpcUaNodeSelection.under(under).glob(glob).ofType(type).excluding(exclude).depth(depth);
      found = OpcUaBrowser.find(server.endpoint().select(search).build(), server.identity());
    } catch (OpcUaRefusedException | IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
    found.nodes().forEach(node -> out.println(json ? json(node) : line(node)));
    found.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
    if (!json) {
      out.printf("%d variables, %d requests%n", found.nodes().size(), found.requests());
    }
    out.flush();
    return found.nodes().isEmpty() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private static String line(OpcUaItem node) {
    String path = OpcUaBrowsePath.parseFull(node.browsePath()).plain();
    return "%-60s  %s".formatted(path, node.nodeId());
  }

  private static String json(OpcUaItem node) {
    return MAPPER
        .createObjectNode()
        .put("browsePath", node.browsePath())
        .put("nodeId", node.nodeId())
        .toString();
  }
}
