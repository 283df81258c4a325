package io.resonance.connector.opcua.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the trust folders into snapshots. A file is read when it is new or changed; while it cannot
 * be read (somebody is just writing it) its last readable content stays in force, and so does the
 * whole last snapshot while a folder cannot be listed. Any thread may ask.
 */
public final class TrustStore {

  private static final Logger LOG = LoggerFactory.getLogger(TrustStore.class);

  private final PkiFolder folder;
  private final Map<Path, Known<X509Certificate>> certificates = new HashMap<>();
  private final Map<Path, Known<X509CRL>> crls = new HashMap<>();
  private TrustSnapshot last;

  /** A version of a file and what was read, of it or of the last version that could be. */
  private record Known<T>(Version version, List<T> content) {}

  private record Version(long size, FileTime modified, Object key) {}

  @FunctionalInterface
  private interface Reading<T> {
    List<T> read(Path file) throws IOException;
  }

  public TrustStore(PkiFolder folder) {
    this.folder = folder;
  }

  /** The folders it reads. */
  public PkiFolder folder() {
    return folder;
  }

  /**
   * What the folders hold now.
   *
   * @throws UncheckedIOException if a folder cannot be listed and never could
   */
  public synchronized TrustSnapshot snapshot() {
    try {
      List<X509Certificate> trusted = all(folder.trusted());
      List<X509Certificate> issuers = all(folder.issuers());
      List<TrustSnapshot.RevocationList> lists = new ArrayList<>();
      List<Path> files = PkiFolder.files(folder.crl());
      forget(crls, folder.crl(), files);
      for (Path file : files) {
        current(file, crls, CertificateFile::revocationLists)
            .forEach(crl -> lists.add(new TrustSnapshot.RevocationList(file, crl)));
      }
      TrustSnapshot now = new TrustSnapshot(trusted, issuers, lists);
      last = now.equals(last) ? last : now;
    } catch (UncheckedIOException e) {
      if (last == null) {
        throw e;
      }
      LOG.debug("The trust folders cannot be listed, the last snapshot stays in force.", e);
    }
    return last;
  }

  private List<X509Certificate> all(Path sub) {
    List<Path> files = PkiFolder.files(sub);
    forget(certificates, sub, files);
    List<X509Certificate> found = new ArrayList<>();
    for (Path file : files) {
      found.addAll(current(file, certificates, CertificateFile::certificates));
    }
    return found;
  }

  private static <T> void forget(Map<Path, Known<T>> known, Path sub, List<Path> present) {
    known.keySet().removeIf(file -> sub.equals(file.getParent()) && !present.contains(file));
  }

  private static <T> List<T> current(Path file, Map<Path, Known<T>> known, Reading<T> reading) {
    Known<T> before = known.get(file);
    Version version = null;
    try {
      version = version(file);
      if (before != null && Objects.equals(before.version(), version)) {
        return before.content();
      }
      known.put(file, new Known<>(version, reading.read(file)));
    } catch (IOException e) {
      List<T> kept = before == null ? List.of() : before.content();
      LOG.warn(
          "The file {} cannot be used: {}. {}",
          file,
          e.getMessage(),
          before == null
              ? "It is left out until it changes."
              : "Its last content stays in force until it changes again.");
      known.put(file, new Known<>(version, kept));
    }
    return known.get(file).content();
  }

  private static Version version(Path file) throws IOException {
    BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
    return new Version(is.size(), is.lastModifiedTime(), is.fileKey());
  }
}
