package io.resonance.testbed.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** The certificate folder of a simulated server: {@code own}, {@code trusted}, {@code rejected}. */
final class ServerPki {

  // the store only holds the throw-away key of a simulator
  private static final char[] STORE_PASSWORD = "simulated".toCharArray();
  private static final String ALIAS = "server";

  private final Path folder;
  private final KeyPair keyPair;
  private final X509Certificate certificate;

  private ServerPki(Path folder, KeyPair keyPair, X509Certificate certificate) {
    this.folder = folder;
    this.keyPair = keyPair;
    this.certificate = certificate;
  }

  /** Reads the folder, making it and a self-signed certificate on first use. */
  static ServerPki open(Path folder, String applicationUri, String name) throws Exception {
    for (String sub : List.of("own", "trusted", "rejected")) {
      Files.createDirectories(folder.resolve(sub));
    }
    Path store = folder.resolve("own").resolve("server.p12");
    if (!Files.exists(store)) {
      create(store, applicationUri, name);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD);
    }
    X509Certificate certificate = (X509Certificate) keys.getCertificate(ALIAS);
    PrivateKey key = (PrivateKey) keys.getKey(ALIAS, STORE_PASSWORD);
    return new ServerPki(folder, new KeyPair(certificate.getPublicKey(), key), certificate);
  }

  /** Forgets its own certificate, so that the next opening makes another. */
  void discard() throws IOException {
    Files.delete(folder.resolve("own").resolve("server.p12"));
  }

  private static void create(Path store, String applicationUri, String name) throws Exception {
    KeyPair pair = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    X509Certificate certificate =
        new SelfSignedCertificateBuilder(pair)
            .setCommonName(name)
            .setOrganization("Resonance testbed")
            .setApplicationUri(applicationUri)
            .addDnsName("localhost")
            .addIpAddress("127.0.0.1")
            .build();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, STORE_PASSWORD);
    keys.setKeyEntry(ALIAS, pair.getPrivate(), STORE_PASSWORD, new Certificate[] {certificate});
    try (OutputStream out = Files.newOutputStream(store)) {
      keys.store(out, STORE_PASSWORD);
    }
    Files.write(store.resolveSibling("server.der"), certificate.getEncoded());
  }

  KeyPair keyPair() {
    return keyPair;
  }

  X509Certificate certificate() {
    return certificate;
  }

  /**
   * Accepts a client whose certificate lies in {@code trusted}; writes any other into {@code
   * rejected}.
   */
  void validate(List<X509Certificate> chain) throws UaException {
    X509Certificate client = chain.get(0);
    try {
      if (trusted().contains(client)) {
        return;
      }
      String file = HexFormat.of().formatHex(CertificateUtil.thumbprint(client).bytesOrEmpty());
      Files.write(folder.resolve("rejected").resolve(file + ".der"), client.getEncoded());
    } catch (IOException | GeneralSecurityException e) {
      throw new UaException(StatusCodes.Bad_SecurityChecksFailed, e);
    }
    throw new UaException(
        StatusCodes.Bad_SecurityChecksFailed,
        "The certificate of " + client.getSubjectX500Principal() + " is not trusted");
  }

  private List<Certificate> trusted() throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Path> files;
    try (Stream<Path> list = Files.list(folder.resolve("trusted"))) {
      files = list.filter(Files::isRegularFile).sorted().toList();
    }
    List<Certificate> found = new java.util.ArrayList<>();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        found.addAll(factory.generateCertificates(in));
      }
    }
    return found;
  }
}
