package io.resonance.cli.map;

import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectBrowser;
import io.resonance.connector.mtconnect.source.MtConnectRefusedException;
import io.resonance.connector.opcua.source.OpcUaBrowser;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import io.resonance.connector.opcua.source.OpcUaRefusedException;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.profile.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proposes a plant file for what a server or agent has. */
@Command(
    name = "map",
    description = {
      "Proposes a plant file for the machines of an OPC UA server or MTConnect agent: which of their values become which properties, what has no term and why.",
      "Reads a saved probe document of an agent, the saved lines of `resonance opcua browse URL --json`, or a running one by its URL.",
      "The proposal passes `resonance check`; change names, Kafka and registry to yours."
    },
    mixinStandardHelpOptions = true)
public final class MapCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE or URL",
      description = "A file, or opc.tcp://host:port/path, or http://host:port of an agent.")
  private String source;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the proposal to a new file. Default: print it.")
  private Path target;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "With FILE: the URL the job is to read; an example where it is left out.")
  private String url;

  @Option(
      names = "--pki",
      paramLabel = "FOLDER",
      description =
          "PKI folder of the client for OPC UA; it is made where it does not exist. Default: pki.")
  private Path pki = Path.of("pki");

  @Option(
      names = "--no-security",
      description = "Connect to the OPC UA server without security, as a test server may need.")
  private boolean noSecurity;

  @Override
  public Integer call() throws IOException {
    Profile profile = Profile.load(PlantVocabulary.PROFILE);
    Proposal proposal = proposal(profile);
    PrintWriter out = spec.commandLine().getOut();
    if (target == null) {
      out.print(proposal.text());
    } else {
      if (Files.exists(target)) {
        throw new StartRefusedException(
            "The file %s is there already. Name another one with --out.".formatted(target));
      }
      Files.writeString(target, proposal.text());
      out.printf("%s: %s%n", target, proposal.summary());
      out.printf("Next: `resonance check %s`%n", target);
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private Proposal proposal(Profile profile) throws IOException {
    if (source.startsWith("opc.tcp://")) {
      return OpcUaProposal.of(profile, browsed(), source, pkiFolder());
    }
    if (source.startsWith("http://") || source.startsWith("https://")) {
      return MtConnectProposal.of(profile, probed(), source);
    }
    Path file = Path.of(source);
    if (!Files.isRegularFile(file)) {
      throw new StartRefusedException(
          "There is no file %s. Give a saved probe document, the output of `resonance opcua browse URL --json`, or a URL that begins with opc.tcp:// or http://."
              .formatted(file));
    }
    if (BrowsedFile.isOne(file)) {
      String server = url == null ? "opc.tcp://machine.example:4840" : url;
      return OpcUaProposal.of(profile, BrowsedFile.read(file), server, pkiFolder());
    }
    String agent = url == null ? "http://agent.example:5000" : url;
    try {
      return MtConnectProposal.of(profile, MtConnectBrowser.read(file), agent);
    } catch (MtConnectRefusedException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
  }

  private MtConnectBrowser.Model probed() {
    try {
      return MtConnectBrowser.probe(MtConnectAgent.of("agent", URI.create(source)));
    } catch (MtConnectRefusedException | IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
  }

  private List<OpcUaItem> browsed() throws IOException {
    OpcUaIdentity identity = OpcUaIdentity.selfSigned("urn:resonance:cli", pkiFolder().toString());
    try {
      OpcUaEndpoint endpoint =
          OpcUaEndpoint.builder("server", source)
              .security(noSecurity ? OpcUaSecurity.NONE : OpcUaSecurity.BEST)
              .select(OpcUaNodeSelection.under("/Objects").excluding(List.of("Server")))
              .build();
      OpcUaBrowser.Found found = OpcUaBrowser.find(endpoint, identity);
      found.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
      return found.nodes();
    } catch (OpcUaRefusedException | IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
  }

  private Path pkiFolder() throws IOException {
    return Files.createDirectories(pki.toAbsolutePath().normalize());
  }
}
