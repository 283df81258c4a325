package io.resonance.connector.opcua.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.validation.CertificateValidationUtil;
import org.eclipse.milo.opcua.stack.core.util.validation.ValidationCheck;

/**
 * Decides whether a server's certificate is trusted, with every check of OPC UA Part 4, 6.1.3 on.
 * The folders are read anew for each connection, so trusting a certificate needs no restart; a
 * refused one is written to {@code rejected}.
 */
final class TrustFolder implements CertificateValidator {

  private final Path folder;

  /** Why this connection was refused; Milo passes only a status code on. */
  private volatile ServerCertificateRefusedException refusal;

  TrustFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public void validateCertificateChain(
      List<X509Certificate> chain, String applicationUri, String[] validHostNames)
      throws UaException {
    X509Certificate server = chain.get(0);
    try {
      validate(chain, applicationUri, validHostNames);
    } catch (UaException | IOException | GeneralSecurityException e) {
      refusal = refuse(server, e);
      throw refusal;
    }
  }

  /** Why the server was refused, if it was. */
  Optional<ServerCertificateRefusedException> refusal() {
    return Optional.ofNullable(refusal);
  }

  private void validate(List<X509Certificate> chain, String applicationUri, String[] hosts)
      throws UaException, IOException, GeneralSecurityException {
    var path =
        CertificateValidationUtil.buildTrustedCertPath(
            chain, certificates("trusted"), certificates("issuers"));
    CertificateValidationUtil.validateTrustedCertPath(
        path.getCertPath(), path.getTrustAnchor(), crls(), checks(), false);
    if (applicationUri != null) {
      CertificateValidationUtil.checkApplicationUri(chain.get(0), applicationUri);
    }
    if (hosts != null && hosts.length > 0) {
      CertificateValidationUtil.checkHostnameOrIpAddress(chain.get(0), hosts);
    }
  }

  private static Set<ValidationCheck> checks() {
    return ValidationCheck.ALL_OPTIONAL_CHECKS;
  }

  private ServerCertificateRefusedException refuse(X509Certificate server, Exception why) {
    String status =
        why instanceof UaException ua
            ? OpcUaFailures.name(ua.getStatusCode().value())
            : "unreadable";
    try {
      byte[] thumbprint = CertificateUtil.thumbprint(server).bytesOrEmpty();
      String file = HexFormat.of().formatHex(thumbprint) + ".der";
      Path rejected = folder.resolve("rejected").resolve(file);
      Files.createDirectories(rejected.getParent());
      Files.write(rejected, server.getEncoded());
      return new ServerCertificateRefusedException(
          "the certificate of the server (%s) is not trusted: %s, %s. It was written to %s; if it is the right one, move it with: mv %s %s"
              .formatted(
                  server.getSubjectX500Principal(),
                  status,
                  why.getMessage(),
                  rejected,
                  rejected,
                  folder.resolve("trusted")),
          why);
    } catch (IOException | GeneralSecurityException | UaException e) {
      why.addSuppressed(e);
      return new ServerCertificateRefusedException(
          "the certificate of the server (%s) is not trusted: %s. It could not be written to %s either: %s"
              .formatted(server.getSubjectX500Principal(), status, folder.resolve("rejected"), e),
          why);
    }
  }

  private List<X509Certificate> certificates(String sub)
      throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> found = new ArrayList<>();
    for (Path file : files(sub)) {
      try (InputStream in = Files.newInputStream(file)) {
        for (Certificate certificate : factory.generateCertificates(in)) {
          found.add((X509Certificate) certificate);
        }
      }
    }
    return found;
  }

  private List<X509CRL> crls() throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509CRL> found = new ArrayList<>();
    for (Path file : files("crl")) {
      try (InputStream in = Files.newInputStream(file)) {
        for (CRL crl : factory.generateCRLs(in)) {
          found.add((X509CRL) crl);
        }
      }
    }
    return found;
  }

  private List<Path> files(String sub) throws IOException {
    Path directory = folder.resolve(sub);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(directory)) {
      return list.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
