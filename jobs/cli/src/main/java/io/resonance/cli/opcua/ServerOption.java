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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private Path pki;

  @Option(
      names = "--application-uri",
      paramLabel = "URI",
      description = "The ApplicationUri in our certificate. Default: urn:resonance:cli.")
  private String applicationUri;

  @Option(
      names = "--security",
      paramLabel = "POLICY",
      description =
          "best, basic256sha256, aes128_sha256_rsaoaep, aes256_sha256_rsapss or none. Default: best.")
  private String security;

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
    Path folder = pki == null ? Path.of("pki") : pki;
    return OpcUaIdentity.selfSigned(
        applicationUri == null ? "urn:resonance:cli" : applicationUri,
        folder.toAbsolutePath().toString());
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
    boolean firstIsNode = serverId != null && url != null && !url.startsWith(SCHEME);
    if (firstIsNode) {
      nodes.add(0, url);
    }
    OpcUaEndpoint.Builder server = firstIsNode ? connection() : endpoint();
    if (nodes.isEmpty()) {
      throw new StartRefusedException(
          "Which nodes? Give their NodeIds after the server, nsu=<namespace URI>;s=<identifier>; `resonance opcua browse` lists them.");
    }
    return server.items(nodes).build();
  }

  /** The nodes the plant file has of the server; none for a URL. */
  List<String> nodesOfPlant() {
    return serverId == null ? List.of() : ofPlant().nodes();
  }

  private OpcUaEndpoint.Builder connection() {
    if (serverId != null) {
      refuse(
          given(),
          "%s and --server exclude each other, for the plant file says how to connect to %s. Leave it out, or give the URL instead of --server.",
          serverId);
      return ofPlant().connection();
    }
    if (plantFile.isGiven()) {
      throw new StartRefusedException(
          "Which server of the plant file? Name it with --server ID, or leave --plant out.");
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
    return switch (security == null ? "best" : security.toLowerCase(Locale.ROOT)) {
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
      refuse(
          passwordOptions(), "%s needs the user whose password it is. Name the user with --user.");
      return OpcUaUserToken.anonymous();
    }
    if (passwordVariable != null) {
      return OpcUaUserToken.password(user, ofVariable(passwordVariable));
    }
    if (passwordFile != null) {
      return OpcUaUserToken.password(user, ofFile(passwordFile));
    }
    throw new StartRefusedException(
        "The user %s has no password. Name it with --password-env VARIABLE or --password-file FILE."
            .formatted(user));
  }

  /** Read at once: a password that is not there needs no server to be found out. */
  private static OpcUaSecret ofVariable(String variable) {
    String password = System.getenv(variable);
    if (password == null) {
      throw new StartRefusedException(
          "There is no environment variable %s. Set it to the password, or name another one with --password-env."
              .formatted(variable));
    }
    return () -> password;
  }

  private static OpcUaSecret ofFile(Path file) {
    try {
      String password = Files.readString(file).strip();
      return () -> password;
    } catch (IOException e) {
      throw new StartRefusedException(
          "The password file %s cannot be read. Check its path, and that this user may read it."
              .formatted(file),
          e);
    }
  }

  /** Options about the connection that were given; nothing of them may be left out silently. */
  private List<String> given() {
    List<String> given = new ArrayList<>(passwordOptions());
    addIf(pki != null, "--pki", given);
    addIf(applicationUri != null, "--application-uri", given);
    addIf(security != null, "--security", given);
    addIf(user != null, "--user", given);
    return given;
  }

  private List<String> passwordOptions() {
    List<String> given = new ArrayList<>();
    addIf(passwordVariable != null, "--password-env", given);
    addIf(passwordFile != null, "--password-file", given);
    return given;
  }

  private static void addIf(boolean given, String option, List<String> options) {
    if (given) {
      options.add(option);
    }
  }

  private static void refuse(List<String> options, String message, Object... more) {
    if (!options.isEmpty()) {
      List<Object> values = new ArrayList<>(List.of(String.join(", ", options)));
      values.addAll(List.of(more));
      throw new StartRefusedException(message.formatted(values.toArray()));
    }
  }
}
