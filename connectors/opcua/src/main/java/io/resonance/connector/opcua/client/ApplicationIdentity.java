package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.pki.CertificateFile;
import io.resonance.connector.opcua.pki.OwnCertificateChecks;
import io.resonance.connector.opcua.pki.PkiFolder;
import io.resonance.connector.opcua.pki.PrivateKeyFile;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Our own key and certificate, read from (or made in) the {@code own} folder. */
public record ApplicationIdentity(
    String applicationUri, KeyPair keyPair, List<X509Certificate> chain, Path certificateFile) {

  /**
   * Reads the folder; two readers that start together, on one machine or on several that share the
   * folder, see one and the same certificate.
   *
   * @throws IllegalArgumentException if it cannot be used; the message says why, without secrets
   */
  public static ApplicationIdentity open(OpcUaIdentity identity) {
    PkiFolder folder = new PkiFolder(Path.of(identity.pkiFolder()));
    try {
      folder.create();
      ApplicationIdentity found = load(identity, folder);
      OwnCertificateChecks.requireKeyOf(found.certificate(), found.keyPair().getPrivate());
      OwnCertificateChecks.requireApplication(found.certificate(), identity.applicationUri());
      return found;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new IllegalArgumentException(
          "The OPC UA identity in %s cannot be used: %s. It needs certificate.pem and key.pem (PKCS#8 or PKCS#1), or identity.p12, and key-password in the plant file where these are encrypted."
              .formatted(folder.own(), reason(e)),
          e);
    }
  }

  private static String reason(Exception failure) {
    return failure instanceof FileSystemException unusable && unusable.getReason() == null
        ? unusable.getFile() + " is not there, or this user may not use it"
        : failure.getMessage();
  }

  /** Our certificate. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  private static ApplicationIdentity load(OpcUaIdentity identity, PkiFolder folder)
      throws IOException, GeneralSecurityException {
    Path p12 = folder.own().resolve("identity.p12");
    if (Files.exists(p12)) {
      return fromStore(identity, p12);
    }
    Path pem = folder.own().resolve("certificate.pem");
    if (!Files.exists(pem)) {
      if (identity.ownCertificate() == OpcUaIdentity.OwnCertificate.REQUIRE) {
        throw new IOException("there is no certificate.pem and no identity.p12");
      }
      SelfSignedIdentity.create(identity.applicationUri(), folder.own());
    }
    List<X509Certificate> chain = CertificateFile.certificates(pem);
    PrivateKey key =
        PrivateKeyFile.read(folder.own().resolve("key.pem"), identity.keyPassword().resolve());
    return new ApplicationIdentity(
        identity.applicationUri(), new KeyPair(chain.get(0).getPublicKey(), key), chain, pem);
  }

  private static ApplicationIdentity fromStore(OpcUaIdentity identity, Path p12)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    char[] password = identity.keyPassword().resolve().toCharArray();
    try (InputStream in = Files.newInputStream(p12)) {
      store.load(in, password);
    } catch (IOException e) {
      throw new IOException("identity.p12 cannot be opened with its password", e);
    }
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        Certificate[] chain = store.getCertificateChain(alias);
        return new ApplicationIdentity(
            identity.applicationUri(),
            new KeyPair(chain[0].getPublicKey(), (PrivateKey) store.getKey(alias, password)),
            Arrays.stream(chain).map(X509Certificate.class::cast).toList(),
            p12);
      }
    }
    throw new IOException("identity.p12 holds no private key");
  }

  @Override
  public String toString() {
    return "ApplicationIdentity[" + applicationUri + ", " + certificateFile + "]";
  }
}
