package io.resonance.connector.mtconnect.client.http;

import io.resonance.connector.mtconnect.source.MtConnectAccess;
import io.resonance.connector.mtconnect.source.MtConnectAccess.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The files TLS needs: the authorities that are trusted, and nobody else, and the certificate and
 * key of this client.
 *
 * @param trust PEM file or folder of PEM files; empty for the authorities of the JVM
 * @param identity of this client
 */
record TlsFiles(String trust, Identity identity) {
  private static final char[] MEMORY_ONLY = new char[0];

  static TlsFiles of(MtConnectAccess access) {
    return new TlsFiles(access.trust(), access.identity());
  }

  /** Changes when a file does, and so tells when connections must be made with new ones. */
  String state() {
    StringBuilder state = new StringBuilder();
    for (Path each : paths()) {
      try {
        BasicFileAttributes found = Files.readAttributes(each, BasicFileAttributes.class);
        state.append(found.lastModifiedTime()).append('/').append(found.size());
        state.append('/').append(found.fileKey());
      } catch (IOException e) {
        state.append("absent"); // what is wrong is said when the file is used
      }
      state.append('\n');
    }
    return state.toString();
  }

  /**
   * A TLS context of the files as they are now; empty if all is left to the JVM.
   *
   * @throws IllegalArgumentException if one cannot be used: which, why and the next step
   */
  Optional<SSLContext> context() {
    if (paths().isEmpty()) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trusted(), null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "TLS cannot be prepared (%s)".formatted(e.getMessage()), e);
    }
  }

  private List<Path> paths() {
    List<Path> all = new ArrayList<>();
    if (!trust.isEmpty()) {
      all.addAll(trustFiles());
    }
    if (identity instanceof Identity.Pem pem) {
      all.add(Path.of(pem.certificate()));
      all.add(Path.of(pem.key()));
    } else if (identity instanceof Identity.Pkcs12 store) {
      all.add(Path.of(store.file()));
    }
    return all;
  }

  private List<Path> trustFiles() {
    Path path = Path.of(trust);
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw unreadable("The trusted certificates in " + path, e);
    }
  }

  private TrustManager[] trusted() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (trust.isEmpty()) {
      factory.init((KeyStore) null);
      return inDate(factory);
    }
    KeyStore store = empty();
    for (Path file : trustFiles()) {
      for (Certificate each : certificates("The trusted certificates in " + file, file)) {
        store.setCertificateEntry("trusted-" + store.size(), each);
      }
    }
    if (store.size() == 0) {
      throw new IllegalArgumentException(
          "%s holds no certificate; put the PEM file of the agent's authority there"
              .formatted(trust));
    }
    factory.init(store);
    return inDate(factory);
  }

  private static TrustManager[] inDate(TrustManagerFactory factory) {
    return Stream.of(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(each -> new InDateTrust((X509ExtendedTrustManager) each))
        .toArray(TrustManager[]::new);
  }

  private KeyManager[] keys() throws GeneralSecurityException {
    if (identity instanceof Identity.None) {
      return new KeyManager[0];
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    if (identity instanceof Identity.Pem pem) {
      factory.init(fromPem(pem), MEMORY_ONLY);
    } else if (identity instanceof Identity.Pkcs12 pkcs12) {
      char[] password = pkcs12.password().read().toCharArray();
      factory.init(fromPkcs12(Path.of(pkcs12.file()), password), password);
    }
    return factory.getKeyManagers();
  }

  private static KeyStore fromPem(Identity.Pem pem) throws GeneralSecurityException {
    Path file = Path.of(pem.certificate());
    List<Certificate> chain = certificates("The client certificate " + file, file);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException(
          "%s holds no certificate; put the client's there in PEM form".formatted(file));
    }
    PrivateKey key;
    try {
      key = PrivateKeyFile.read(Path.of(pem.key()), pem.keyPassword().read());
    } catch (IOException e) {
      throw unreadable("The private key " + pem.key(), e);
    }
    KeyStore store = empty();
    store.setKeyEntry("client", key, MEMORY_ONLY, chain.toArray(Certificate[]::new));
    return store;
  }

  private static KeyStore fromPkcs12(Path file, char[] password) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
      return store;
    } catch (IOException e) {
      throw unreadable("The client certificate " + file, e);
    }
  }

  private static List<Certificate> certificates(String what, Path file)
      throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
    } catch (IOException e) {
      throw unreadable(what, e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new IllegalStateException("An empty key store reads no file", e);
    }
    return store;
  }

  // Of a wrong password the JDK says so in its message; of nothing else does it repeat content.
  private static IllegalArgumentException unreadable(String what, IOException e) {
    return new IllegalArgumentException(
        "%s cannot be read (%s: %s); mount it on the TaskManagers, readable for their user"
            .formatted(what, e.getClass().getSimpleName(), e.getMessage()),
        e);
  }
}
