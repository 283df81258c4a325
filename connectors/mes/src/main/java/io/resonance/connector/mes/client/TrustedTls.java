package io.resonance.connector.mes.client;

import io.resonance.schema.plant.TlsTrust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes the TLS context of a client: which certificate authorities it trusts. */
final class TrustedTls {

  private TrustedTls() {}

  /**
   * The context.
   *
   * @throws IllegalArgumentException if the PEM file cannot be read or holds no certificate
   */
  static SSLContext context(TlsTrust trust) {
    try {
      if (trust instanceof TlsTrust.PemFile pem) {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusting(pem.path()).getTrustManagers(), null);
        return context;
      }
      return SSLContext.getDefault();
    } catch (GeneralSecurityException | IOException unusable) {
      throw new IllegalArgumentException(
          "`mes: trust` names %s, which cannot be used: %s. Write PEM certificates (BEGIN CERTIFICATE) into it and let the job's user read it."
              .formatted(trust, unusable.getMessage()),
          unusable);
    }
  }

  private static TrustManagerFactory trusting(String pem)
      throws GeneralSecurityException, IOException {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(Path.of(pem))) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("it holds no certificate");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers;
  }
}
