package io.resonance.connector.mes.tls;

import io.resonance.schema.plant.MesAccess;
import io.resonance.schema.plant.MesCallbacks;
import io.resonance.schema.plant.TlsIdentity;
import io.resonance.schema.plant.TlsTrust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The files TLS needs: the authorities that are trusted, and who this side is. */
public record TlsFiles(TlsTrust trust, TlsIdentity identity, Keys keys) {

  private static final char[] MEMORY_ONLY = "memory-only".toCharArray();

  /**
   * How the plant file calls them, for messages.
   *
   * @param section path of their section
   * @param certificate key of the certificate
   * @param key key of its private key
   */
  public record Keys(String section, String certificate, String key) {

    IllegalArgumentException unusable(String which, String path, String why, Throwable cause) {
      return new IllegalArgumentException(
          "`%s: %s` names %s, which cannot be used: %s. Put a file in PEM form (or PKCS#12 with its password) there and let the job's user read it."
              .formatted(section, which, path, why),
          cause);
    }
  }

  /** Those of a client of the MES. */
  public static TlsFiles of(MesAccess access) {
    return new TlsFiles(
        access.trust(), access.identity(), new Keys("mes", "client-certificate", "client-key"));
  }

  /** Those of the listener for answers. */
  public static TlsFiles of(MesCallbacks.Listener listener) {
    return new TlsFiles(
        listener.clients(),
        listener.identity(),
        new Keys("mes: answers: callbacks", "certificate", "key"));
  }

  /** Changes when a file does, and so tells when connections must be made with new ones. */
  public String state() {
    StringBuilder state = new StringBuilder();
    for (Path path : paths()) {
      try {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
        state.append(found.lastModifiedTime()).append('/').append(found.size());
        state.append('/').append(found.fileKey()).append('\n');
      } catch (IOException absent) {
        state.append("absent\n"); // what is wrong is said when the file is used
      }
    }
    return state.toString();
  }

  private List<Path> paths() {
    List<Path> all = new ArrayList<>();
    if (trust instanceof TlsTrust.PemFile pem) {
      all.add(Path.of(pem.path()));
    }
    if (identity instanceof TlsIdentity.PemFiles pem) {
      all.add(Path.of(pem.certificate()));
      all.add(Path.of(pem.key()));
    } else if (identity instanceof TlsIdentity.Pkcs12File store) {
      all.add(Path.of(store.path()));
    }
    return all;
  }

  /**
   * A context of the files as they are now.
   *
   * @throws IllegalArgumentException if one cannot be used: which, why and the next step
   */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(ownKeys(), trusted(), null);
      return context;
    } catch (GeneralSecurityException unusable) {
      throw new IllegalArgumentException(
          "TLS cannot be set up: " + unusable.getMessage(), unusable);
    }
  }

  // null leaves it to the JVM
  private TrustManager[] trusted() throws GeneralSecurityException {
    if (!(trust instanceof TlsTrust.PemFile pem)) {
      return null;
    }
    KeyStore store = emptyStore();
    for (Certificate certificate : certificates("trust", pem.path())) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers.getTrustManagers();
  }

  private KeyManager[] ownKeys() throws GeneralSecurityException {
    if (identity instanceof TlsIdentity.None) {
      return null;
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    if (identity instanceof TlsIdentity.PemFiles pem) {
      KeyStore store = emptyStore();
      Certificate[] chain =
          certificates(keys.certificate(), pem.certificate()).toArray(Certificate[]::new);
      store.setKeyEntry("client", PemPrivateKey.read(pem, keys), MEMORY_ONLY, chain);
      managers.init(store, MEMORY_ONLY);
    } else if (identity instanceof TlsIdentity.Pkcs12File file) {
      char[] password = file.password().reveal().toCharArray();
      managers.init(pkcs12(file.path(), password), password);
    }
    return managers.getKeyManagers();
  }

  private KeyStore pkcs12(String path, char[] password) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      store.load(in, password);
      return store;
    } catch (IOException unreadable) {
      throw keys.unusable(keys.certificate(), path, unreadable.getMessage(), unreadable);
    }
  }

  private List<Certificate> certificates(String key, String path) {
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      List<Certificate> found =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (found.isEmpty()) {
        throw keys.unusable(key, path, "it holds no certificate", null);
      }
      return found;
    } catch (GeneralSecurityException | IOException unreadable) {
      throw keys.unusable(key, path, unreadable.getMessage(), unreadable);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException impossible) {
      throw new IllegalStateException("An empty key store reads no file.", impossible);
    }
    return store;
  }
}
