package io.resonance.connector.opcua.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The folder of refused certificates, each once, the latest {@value #MOST} of them. */
final class RejectedCertificates {

  /** Whoever can reach us may send certificates without end. */
  static final int MOST = 100;

  private final Path folder;

  RejectedCertificates(PkiFolder pki) {
    this.folder = pki.rejected();
  }

  /** Keeps a certificate; its file's time says when it was seen last. */
  Path add(X509Certificate certificate) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(Thumbprint.of(certificate) + ".der");
    if (Files.exists(file)) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return file;
    }
    Path unfinished = Files.createTempFile(folder, ".", ".der");
    try {
      Files.write(unfinished, certificate.getEncoded());
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (CertificateEncodingException e) {
      throw new IOException("The certificate has no DER form", e);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    dropOldest();
    return file;
  }

  private void dropOldest() throws IOException {
    List<Path> files = new ArrayList<>(PkiFolder.files(folder));
    if (files.size() <= MOST) {
      return;
    }
    files.sort(Comparator.comparing(RejectedCertificates::seen));
    for (Path oldest : files.subList(0, files.size() - MOST)) {
      Files.deleteIfExists(oldest);
    }
  }

  private static FileTime seen(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // somebody else deleted it meanwhile
    }
  }
}
