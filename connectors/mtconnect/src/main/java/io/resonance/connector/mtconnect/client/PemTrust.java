package io.resonance.connector.mtconnect.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes a TLS context that trusts the authorities of PEM files, and nobody else. */
final class PemTrust {
  private PemTrust() {}

  static SSLContext context(String fileOrFolder) {
    Path path = Path.of(fileOrFolder);
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Path file : files(path)) {
        try (InputStream in = Files.newInputStream(file)) {
          for (Certificate each : factory.generateCertificates(in)) {
            store.setCertificateEntry("trusted-" + store.size(), each);
          }
        }
      }
      if (store.size() == 0) {
        throw new IllegalArgumentException(
            "%s holds no certificate; put the PEM file of the agent's authority there"
                .formatted(path));
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "The trusted certificates in %s cannot be read (%s)".formatted(path, e.getMessage()), e);
    }
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
