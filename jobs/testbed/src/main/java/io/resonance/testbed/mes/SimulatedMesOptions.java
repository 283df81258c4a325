package io.resonance.testbed.mes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a simulated MES is set up.
 *
 * @param port 0 for any free one
 * @param login what is asked from clients
 * @param certificate makes it speak HTTPS, where it is there
 * @param clientCertificate asked from clients over HTTPS, where it is there
 * @param schemaFolder folder with the official B2MML schemas to validate against, where it is there
 */
public record SimulatedMesOptions(
    int port,
    Login login,
    Optional<MesCertificate> certificate,
    Optional<MesCertificate> clientCertificate,
    Optional<Path> schemaFolder) {

  /** What is asked from clients. */
  public sealed interface Login {

    /** Nothing. */
    record Open() implements Login {}

    /** A fixed value of a header. */
    record Header(String name, String value) implements Login {

      /** Without the value. */
      @Override
      public String toString() {
        return name;
      }
    }

    /** Tokens that the MES itself gives out at {@code /token} (OAuth 2.0 client credentials). */
    record Tokens(String clientId, String clientSecret, Duration lifetime) implements Login {

      /** Without the secret. */
      @Override
      public String toString() {
        return "tokens of " + lifetime + " for " + clientId;
      }
    }
  }

  /** HTTP on any free port, without credentials and schemas. */
  public static SimulatedMesOptions plain() {
    return new SimulatedMesOptions(
        0, new Login.Open(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** These options on a fixed port. */
  public SimulatedMesOptions onPort(int fixedPort) {
    return new SimulatedMesOptions(fixedPort, login, certificate, clientCertificate, schemaFolder);
  }

  /** These options with a token asked for. */
  public SimulatedMesOptions withBearerToken(String token) {
    return withLogin(bearer(token));
  }

  /** These options with something asked from clients. */
  public SimulatedMesOptions withLogin(Login asked) {
    return new SimulatedMesOptions(port, asked, certificate, clientCertificate, schemaFolder);
  }

  /** These options with HTTPS. */
  public SimulatedMesOptions withTls(MesCertificate mesCertificate) {
    return new SimulatedMesOptions(
        port, login, Optional.of(mesCertificate), clientCertificate, schemaFolder);
  }

  /** These options with a certificate asked from clients; needs HTTPS. */
  public SimulatedMesOptions askingFor(MesCertificate ofClient) {
    return new SimulatedMesOptions(port, login, certificate, Optional.of(ofClient), schemaFolder);
  }

  /** These options with validation against the official schemas. */
  public SimulatedMesOptions withSchemas(Path folder) {
    return new SimulatedMesOptions(
        port, login, certificate, clientCertificate, Optional.of(folder));
  }

  static Login bearer(String token) {
    return new Login.Header("Authorization", "Bearer " + token);
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "SimulatedMesOptions[port=%d, login=%s, tls=%b, schemas=%s]"
        .formatted(port, login, certificate.isPresent(), schemaFolder);
  }
}
