package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.pki.PkiFolder;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** Our own key and certificate, read from (or made in) the {@code own} folder. */
public record ApplicationIdentity(
    String applicationUri, KeyPair keyPair, List<X509Certificate> chain, Path certificateFile) {

  private static final int KEY_BITS = 2048;

  /**
   * Reads the folder; two readers on one machine that start together see one and the same
   * certificate.
   */
  public static ApplicationIdentity open(OpcUaIdentity identity) {
    Path own = Path.of(identity.pkiFolder(), "own");
    try {
      new PkiFolder(Path.of(identity.pkiFolder())).create();
      synchronized (ApplicationIdentity.class) {
        return load(identity, own);
      }
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "The OPC UA identity in %s cannot be used: %s. It needs certificate.pem and key.pem (PKCS#8), or identity.p12 without password, and a folder that can be written."
              .formatted(own, e),
          e);
    }
  }

  private static ApplicationIdentity load(OpcUaIdentity identity, Path own) throws Exception {
    Path pem = own.resolve("certificate.pem");
    Path p12 = own.resolve("identity.p12");
    if (Files.exists(p12)) {
      return fromStore(identity, p12);
    }
    if (!Files.exists(pem)) {
      if (identity.ownCertificate() == OpcUaIdentity.OwnCertificate.REQUIRE) {
        throw new IOException("there is no certificate.pem");
      }
      create(identity, own, pem);
    }
    List<X509Certificate> chain;
    try (InputStream in = Files.newInputStream(pem)) {
      chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
    }
    String key = Files.readString(own.resolve("key.pem"), StandardCharsets.US_ASCII);
    byte[] pkcs8 = Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", "").strip());
    PrivateKey privateKey =
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    return new ApplicationIdentity(
        identity.applicationUri(),
        new KeyPair(chain.get(0).getPublicKey(), privateKey),
        chain,
        pem);
  }

  private static ApplicationIdentity fromStore(OpcUaIdentity identity, Path p12) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    char[] none = new char[0];
    try (InputStream in = Files.newInputStream(p12)) {
      store.load(in, none);
    }
    String alias = store.aliases().nextElement();
    Certificate[] chain = store.getCertificateChain(alias);
    return new ApplicationIdentity(
        identity.applicationUri(),
        new KeyPair(chain[0].getPublicKey(), (PrivateKey) store.getKey(alias, none)),
        Arrays.stream(chain).map(X509Certificate.class::cast).toList(),
        p12);
  }

  private static void create(OpcUaIdentity identity, Path own, Path pem) throws Exception {
    KeyPair pair = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
    SelfSignedCertificateBuilder builder =
        new SelfSignedCertificateBuilder(pair)
            .setCommonName("Resonance OPC UA source")
            .setOrganization("Resonance")
            .setApplicationUri(identity.applicationUri())
            .addDnsName("localhost");
    String host = InetAddress.getLocalHost().getHostName();
    if (!host.equals("localhost")) {
      builder.addDnsName(host);
    }
    X509Certificate certificate = builder.build();
    Path key = own.resolve("key.pem");
    Files.deleteIfExists(key);
    Files.createFile(key);
    if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(
        key,
        pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
        StandardOpenOption.TRUNCATE_EXISTING);
    Files.write(own.resolve("certificate.der"), certificate.getEncoded());
    Files.writeString(pem, pem("CERTIFICATE", certificate.getEncoded()));
  }

  private static String pem(String type, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, body, type);
  }

  @Override
  public String toString() {
    return "ApplicationIdentity[" + applicationUri + ", " + certificateFile + "]";
  }
}
