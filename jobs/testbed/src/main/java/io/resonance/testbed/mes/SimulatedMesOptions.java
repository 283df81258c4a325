package io.resonance.testbed.mes;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a simulated MES is set up.
 *
 * @param port 0 for any free one
 * @param bearerToken asked from clients, where it is there
 * @param certificate makes it speak HTTPS, where it is there
 * @param schemaFolder folder with the official B2MML schemas to validate against, where it is there
 */
public record SimulatedMesOptions(
    int port,
    Optional<String> bearerToken,
    Optional<MesCertificate> certificate,
    Optional<Path> schemaFolder) {

  /** HTTP on any free port, without credentials and schemas. */
  public static SimulatedMesOptions plain() {
    return new SimulatedMesOptions(0, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** These options on a fixed port. */
  public SimulatedMesOptions onPort(int fixedPort) {
    return new SimulatedMesOptions(fixedPort, bearerToken, certificate, schemaFolder);
  }

  /** These options with a token asked for. */
  public SimulatedMesOptions withBearerToken(String token) {
    return new SimulatedMesOptions(port, Optional.of(token), certificate, schemaFolder);
  }

  /** These options with HTTPS. */
  public SimulatedMesOptions withTls(MesCertificate mesCertificate) {
    return new SimulatedMesOptions(port, bearerToken, Optional.of(mesCertificate), schemaFolder);
  }

  /** These options with validation against the official schemas. */
  public SimulatedMesOptions withSchemas(Path folder) {
    return new SimulatedMesOptions(port, bearerToken, certificate, Optional.of(folder));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "SimulatedMesOptions[port=%d, token=%b, tls=%b, schemas=%s]"
        .formatted(port, bearerToken.isPresent(), certificate.isPresent(), schemaFolder);
  }
}
