package io.resonance.connector.opcua.source;

import io.resonance.connector.opcua.pki.CertificateFile;
import io.resonance.connector.opcua.pki.PkiFolder;
import io.resonance.connector.opcua.pki.Thumbprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates in the PKI folder for people: which there are, and what is trusted from now on.
 * A running source sees a decision with its next connection, and ends a connection to a server that
 * is no longer trusted within some seconds. May be used from any thread and process.
 */
public final class OpcUaTrust {

  private final PkiFolder folder;

  /** Where a certificate lies, which says what it is. */
  public enum Place {
    /** Our own. */
    OWN,
    /** Servers and authorities that are trusted. */
    TRUSTED,
    /** Authorities that complete chains. */
    ISSUER,
    /** Servers that were refused. */
    REJECTED
  }

  /**
   * A certificate of the folder.
   *
   * @param place what it is
   * @param file where it lies
   * @param thumbprint SHA-1 of its DER form, 40 hexadecimal digits in lower case
   * @param subject whom it is of, without control characters
   * @param validFrom first moment of its validity
   * @param validTo last moment of its validity
   * @param seen when the file was written; for a refused one, when its server was refused last
   */
  public record Entry(
      Place place,
      Path file,
      String thumbprint,
      String subject,
      Instant validFrom,
      Instant validTo,
      Instant seen) {}

  private OpcUaTrust(PkiFolder folder) {
    this.folder = folder;
  }

  /**
   * The certificates in a PKI folder.
   *
   * @throws IllegalArgumentException if there is no such folder
   */
  public static OpcUaTrust in(Path pkiFolder) {
    if (!Files.isDirectory(pkiFolder)) {
      throw new IllegalArgumentException(
          "There is no PKI folder %s. Name the one of the plant file (opcua.pki)."
              .formatted(pkiFolder));
    }
    return new OpcUaTrust(new PkiFolder(pkiFolder));
  }

  /** All certificates: own, trusted, issuers, rejected; files that hold none are left out. */
  public List<Entry> list() {
    List<Entry> all = new ArrayList<>();
    for (Place place : Place.values()) {
      for (Path file : PkiFolder.files(folder(place))) {
        all.addAll(entries(place, file));
      }
    }
    return all;
  }

  /**
   * Trusts a certificate that was refused: moves its file to {@code trusted}.
   *
   * @param thumbprint all 40 hexadecimal digits, as the refusal or the list shows them
   * @return the certificate where it lies now; unchanged if it was trusted already
   * @throws IllegalArgumentException if no such certificate was refused
   * @throws IOException if the file cannot be moved
   */
  public Entry trust(String thumbprint) throws IOException {
    return move(thumbprint, Place.REJECTED, Place.TRUSTED);
  }

  /**
   * No longer trusts a certificate: moves its file to {@code rejected}.
   *
   * @param thumbprint all 40 hexadecimal digits
   * @return the certificate where it lies now; unchanged if it was not trusted
   * @throws IllegalArgumentException if there is no such certificate, or its file holds others too
   * @throws IOException if the file cannot be moved
   */
  public Entry remove(String thumbprint) throws IOException {
    return move(thumbprint, Place.TRUSTED, Place.REJECTED);
  }

  private Entry move(String typed, Place from, Place to) throws IOException {
    String thumbprint = Thumbprint.parse(typed);
    List<Entry> found =
        list().stream()
            .filter(entry -> entry.thumbprint().equals(thumbprint))
            .filter(entry -> entry.place() == from || entry.place() == to)
            .toList();
    List<Entry> toMove = found.stream().filter(entry -> entry.place() == from).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no certificate with the thumbprint %s in %s. `resonance opcua trust --pki %s` lists those there are."
              .formatted(thumbprint, folder(from), folder.root()));
    }
    for (Entry entry : toMove) {
      moveFile(entry, to);
    }
    Path target = folder(to).resolve(thumbprint + ".der");
    return list().stream()
        .filter(entry -> entry.place() == to && entry.thumbprint().equals(thumbprint))
        .findFirst()
        .orElseThrow(
            () -> new IOException("The certificate is not at %s after the move".formatted(target)));
  }

  private void moveFile(Entry entry, Place to) throws IOException {
    int others = entries(entry.place(), entry.file()).size() - 1;
    if (others > 0) {
      throw new IllegalArgumentException(
          "The file %s holds %d other certificates too. Split it into one file for each first."
              .formatted(entry.file(), others));
    }
    Files.createDirectories(folder(to));
    // one step, so that a running source sees the certificate here or there
    Files.move(
        entry.file(),
        folder(to).resolve(entry.thumbprint() + ".der"),
        StandardCopyOption.ATOMIC_MOVE);
  }

  private Path folder(Place place) {
    return switch (place) {
      case OWN -> folder.own();
      case TRUSTED -> folder.trusted();
      case ISSUER -> folder.issuers();
      case REJECTED -> folder.rejected();
    };
  }

  private static List<Entry> entries(Place place, Path file) {
    if (place == Place.OWN && !file.getFileName().toString().endsWith(".pem")) {
      return List.of(); // keys, key stores, and the copy of the certificate in DER form
    }
    try {
      Instant seen = Files.getLastModifiedTime(file).toInstant();
      return CertificateFile.certificates(file).stream()
          .map(certificate -> entry(place, file, certificate, seen))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static Entry entry(Place place, Path file, X509Certificate certificate, Instant seen) {
    return new Entry(
        place,
        file,
        Thumbprint.of(certificate),
        CertificateFile.subject(certificate),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        seen);
  }
}
