package io.resonance.cli.opcua;

import io.resonance.cli.PlantFileOption;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaSecret;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaUserToken;
import io.resonance.job.plant.PlantServer;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The server a command talks to, and how. */
final class ServerOption {

  private static final String SCHEME = "opc.tcp://";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "URL",
      description = "opc.tcp://host:port/path; left out with --server.")
  private String url;

  @Option(
      names = "--server",
      paramLabel = "ID",
      description =
          "A server of the plant file instead of a URL; security, user and PKI folder are those of the plant file.")
  private String serverId;

  @Mixin private PlantFileOption plantFile;

  @Option(
      names = "--pki",
      paramLabel = "FOLDER",
      description = "The PKI folder: own, trusted, issuers, crl, rejected. Default: pki.")
  private Path pki = Path.of("pki");

  @Option(
      names = "--application-uri",
      paramLabel = "URI",
      description = "The ApplicationUri in our certificate. Default: urn:resonance:cli.")
  private String applicationUri = "urn:resonance:cli";

  @Option(
      names = "--security",
      paramLabel = "POLICY",
      description =
          "best, basic256sha256, aes128_sha256_rsaoaep, aes256_sha256_rsapss or none. Default: best.")
  private String security = "best";

  @Option(names = "--user", paramLabel = "NAME", description = "The user; needs a password.")
  private String user;

  @Option(
      names = "--password-env",
      paramLabel = "VARIABLE",
      description = "The environment variable that holds the password.")
  private String passwordVariable;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The file that holds the password.")
  private Path passwordFile;

  private PlantServer ofPlant;

  OpcUaIdentity identity() {
    if (serverId != null) {
      return ofPlant().identity();
    }
    return OpcUaIdentity.selfSigned(applicationUri, pki.toAbsolutePath().toString());
  }

  OpcUaEndpoint.Builder endpoint() {
    if (serverId != null && url != null) {
      throw new StartRefusedException(
          "The server is named twice, as %s and as %s. Give the URL or --server, not both."
              .formatted(url, serverId));
    }
    return connection();
  }

  /** For a command whose arguments after the URL are nodes: without a URL the first is one too. */
  OpcUaEndpoint endpoint(List<String> afterUrl) {
    List<String> nodes = new ArrayList<>(afterUrl);
    if (serverId != null && url != null && !url.startsWith(SCHEME)) {
      nodes.add(0, url);
      return connection().items(nodes).build();
    }
    return endpoint().items(nodes).build();
  }

  /** The nodes the plant file has of the server; none for a URL. */
  List<String> nodesOfPlant() {
    return serverId == null ? List.of() : ofPlant().nodes();
  }

  private OpcUaEndpoint.Builder connection() {
    if (serverId != null) {
      return ofPlant().connection();
    }
    if (url == null) {
      throw new StartRefusedException(
          "Which server? Give its URL, opc.tcp://host:port/path, or --server ID with --plant FILE.");
    }
    return OpcUaEndpoint.builder("cli", url).security(policy()).userToken(token());
  }

  private PlantServer ofPlant() {
    if (ofPlant == null) {
      ofPlant = PlantServer.of(plantFile.load(command.commandLine()), serverId);
    }
    return ofPlant;
  }

  private OpcUaSecurity policy() {
    return switch (security.toLowerCase(java.util.Locale.ROOT)) {
      case "best" -> OpcUaSecurity.BEST;
      case "basic256sha256" -> OpcUaSecurity.BASIC256SHA256;
      case "aes128_sha256_rsaoaep" -> OpcUaSecurity.AES128_SHA256_RSA_OAEP;
      case "aes256_sha256_rsapss" -> OpcUaSecurity.AES256_SHA256_RSA_PSS;
      case "none" -> OpcUaSecurity.NONE;
      default ->
          throw new StartRefusedException(
              "There is no security policy %s. Write best, basic256sha256, aes128_sha256_rsaoaep, aes256_sha256_rsapss or none."
                  .formatted(security));
    };
  }

  private OpcUaUserToken token() {
    if (user == null) {
      return OpcUaUserToken.anonymous();
    }
    if (passwordVariable != null) {
      return OpcUaUserToken.password(user, OpcUaSecret.fromEnvironment(passwordVariable));
    }
    if (passwordFile != null) {
      Path file = passwordFile;
      return OpcUaUserToken.password(user, () -> content(file));
    }
    throw new StartRefusedException(
        "The user %s has no password. Name it with --password-env VARIABLE or --password-file FILE."
            .formatted(user));
  }

  private static String content(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
