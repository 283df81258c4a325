package io.resonance.cli.opcua;

import io.resonance.cli.PlantFileOption;
import io.resonance.connector.opcua.source.OpcUaTrust;
import io.resonance.connector.opcua.source.OpcUaTrust.Entry;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.PlantFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the certificates of the PKI folder, and trusts or no longer trusts one. */
@Command(
    name = "trust",
    description = {
      "Lists our own, the trusted and the refused certificates, or trusts a refused one.",
      "A running job sees the change with its next connection; connections to a server that is no longer trusted end within some seconds."
    },
    mixinStandardHelpOptions = true)
final class TrustCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;

  @Option(
      names = "--pki",
      paramLabel = "FOLDER",
      description = "The PKI folder, instead of the one the plant file names.")
  private Path pki;

  @Option(
      names = "--remove",
      description =
          "No longer trust the certificate: it goes back to the refused ones. Needs THUMBPRINT.")
  private boolean remove;

  @Option(names = "--json", description = "Print JSON, a certificate in each line.")
  private boolean json;

  @Parameters(
      arity = "0..1",
      paramLabel = "THUMBPRINT",
      description = "The certificate to trust, all 40 digits. Without it the list is printed.")
  private String thumbprint;

  @Override
  public Integer call() throws IOException {
    if (remove && thumbprint == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--remove needs the THUMBPRINT of the certificate.");
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      OpcUaTrust trust = OpcUaTrust.in(folder());
      if (thumbprint == null) {
        print(trust.list(), out);
      } else {
        Entry entry = remove ? trust.remove(thumbprint) : trust.trust(thumbprint);
        if (json) {
          out.println(CertificateTable.json(entry));
        } else {
          out.printf("%s: %s%n", remove ? "no longer trusted" : "trusted", entry.subject());
          out.printf("%s%n", entry.file());
        }
      }
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private Path folder() {
    if (pki != null) {
      return pki;
    }
    PlantFile plant = plantFile.load(spec.commandLine());
    if (plant.opcua().servers().isEmpty()) {
      throw new StartRefusedException(
          "The plant file reads no OPC UA server, so it names no PKI folder. Name one with --pki FOLDER.");
    }
    return Path.of(plant.opcua().pki());
  }

  private void print(List<Entry> entries, PrintWriter out) {
    if (json) {
      entries.forEach(entry -> out.println(CertificateTable.json(entry)));
    } else {
      CertificateTable.print(entries, out);
    }
  }
}
