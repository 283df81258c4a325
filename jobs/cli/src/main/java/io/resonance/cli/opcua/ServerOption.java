package io.resonance.cli.opcua;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaSecret;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaUserToken;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The server a command talks to, and how. */
final class ServerOption {

  @Parameters(index = "0", paramLabel = "URL", description = "opc.tcp://host:port/path")
  private String url;

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

  OpcUaIdentity identity() {
    return OpcUaIdentity.selfSigned(applicationUri, pki.toAbsolutePath().toString());
  }

  OpcUaEndpoint.Builder endpoint() {
    return OpcUaEndpoint.builder("cli", url).security(policy()).userToken(token());
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
