package io.resonance.benchmark.milo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * The folder in which server and clients of one measurement leave their certificates for each
 * other: {@code server.der}, and one file per client in {@code clients}.
 */
public final class Certificates {

  private final Path folder;

  /** A folder, made if it is not there. */
  public Certificates(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(clients());
  }

  /**
   * A key with its certificate.
   *
   * @param keys both keys
   * @param certificate self-signed
   */
  record Own(KeyPair keys, X509Certificate certificate) {}

  /** Makes a self-signed certificate for 127.0.0.1. */
  static Own create(String applicationUri) throws Exception {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    return new Own(
        keys,
        new SelfSignedCertificateBuilder(keys)
            .setCommonName("benchmark")
            .setApplicationUri(applicationUri)
            .addIpAddress("127.0.0.1")
            .build());
  }

  /** The file of the server's certificate. */
  public Path server() {
    return folder.resolve("server.der");
  }

  /** Where a client's certificate has to lie for the server to trust it. */
  public Path clients() {
    return folder.resolve("clients");
  }

  X509Certificate readServer() throws IOException, GeneralSecurityException {
    return read(server());
  }

  /** The server's side: accepts a client whose certificate lies among {@link #clients}. */
  void verifyClient(List<X509Certificate> chain) throws UaException {
    try {
      if (trusted().contains(chain.get(0))) {
        return;
      }
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new UaException(StatusCodes.Bad_SecurityChecksFailed, unreadable);
    }
    throw new UaException(StatusCodes.Bad_CertificateUntrusted);
  }

  private List<X509Certificate> trusted() throws IOException, GeneralSecurityException {
    List<Path> files;
    try (Stream<Path> list = Files.list(clients())) {
      files = list.toList();
    }
    List<X509Certificate> found = new ArrayList<>();
    for (Path file : files) {
      found.add(read(file));
    }
    return found;
  }

  private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
