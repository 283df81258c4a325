package io.resonance.testbed.mes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** A certificate of its own for a simulated MES with TLS, made when asked for. */
public final class MesCertificate {

  private final KeyPair keys;
  private final X509Certificate certificate;

  private MesCertificate(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** A certificate for 127.0.0.1 and localhost. */
  public static MesCertificate forThisMachine() {
    return make(builder -> builder.addIpAddress("127.0.0.1").addDnsName("localhost"));
  }

  /** A certificate for another host, which a client must refuse. */
  public static MesCertificate forHost(String dnsName) {
    return make(builder -> builder.addDnsName(dnsName));
  }

  /** Writes the certificate as PEM, for a client to trust. */
  public Path writePem(Path file) throws IOException {
    try {
      return pem(file, "CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException unencodable) {
      throw new IllegalStateException("An own certificate can be encoded.", unencodable);
    }
  }

  /** Writes the private key as PEM in PKCS#8 form, for a client that shows this certificate. */
  public Path writeKeyPem(Path file) throws IOException {
    return pem(file, "PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  private static Path pem(Path file, String label, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        file,
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, base64),
        StandardCharsets.US_ASCII);
  }

  /** Writes certificate and key as PKCS#12. */
  public Path writePkcs12(Path file, String password) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      keyStore(password.toCharArray()).store(out, password.toCharArray());
      return file;
    } catch (GeneralSecurityException unstorable) {
      throw new IllegalStateException("An own certificate can be stored.", unstorable);
    }
  }

  private KeyStore keyStore(char[] password) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("mes", keys.getPrivate(), password, new Certificate[] {certificate});
    return store;
  }

  private TrustManager[] trustingThis() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("client", certificate);
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers.getTrustManagers();
  }

  /**
   * A context that shows this certificate.
   *
   * @param peer the one certificate that is trusted; empty for the authorities of the JVM
   */
  public SSLContext context(Optional<MesCertificate> peer) {
    try {
      char[] password = "memory-only".toCharArray();
      KeyStore store = keyStore(password);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] trusted = peer.isPresent() ? peer.get().trustingThis() : null;
      context.init(managers.getKeyManagers(), trusted, null);
      return context;
    } catch (GeneralSecurityException | IOException unusable) {
      throw new IllegalStateException("An own certificate makes a TLS context.", unusable);
    }
  }

  /** Names the hosts of a certificate. */
  @FunctionalInterface
  private interface Hosts {
    SelfSignedCertificateBuilder addTo(SelfSignedCertificateBuilder builder);
  }

  private static MesCertificate make(Hosts hosts) {
    try {
      KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
      SelfSignedCertificateBuilder builder =
          new SelfSignedCertificateBuilder(keys)
              .setCommonName("Simulated MES")
              .setApplicationUri("urn:resonance:testbed:mes");
      return new MesCertificate(keys, hosts.addTo(builder).build());
    } catch (Exception unmakeable) {
      throw new IllegalStateException("A certificate could not be made.", unmakeable);
    }
  }
}
