package io.resonance.connector.opcua.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** Reads certificates and revocation lists, DER or PEM, one or several in a file. */
public final class CertificateFile {

  private static final int MOST_CERTIFICATE_BYTES = 1 << 20;
  private static final int MOST_CRL_BYTES = 32 << 20;
  private static final int MOST_CHARACTERS = 200;

  private CertificateFile() {}

  /**
   * The certificates of a file, at least one.
   *
   * @throws IOException if it cannot be read, or is incomplete, or holds something else
   */
  public static List<X509Certificate> certificates(Path file) throws IOException {
    byte[] bytes = bytes(file, MOST_CERTIFICATE_BYTES);
    try {
      List<X509Certificate> found = new ArrayList<>();
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes))
          .forEach(certificate -> found.add((X509Certificate) certificate));
      return present(found, file);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no complete certificate", e);
    }
  }

  /**
   * The revocation lists of a file, at least one.
   *
   * @throws IOException if it cannot be read, or is incomplete, or holds something else
   */
  public static List<X509CRL> revocationLists(Path file) throws IOException {
    byte[] bytes = bytes(file, MOST_CRL_BYTES);
    try {
      List<X509CRL> found = new ArrayList<>();
      CertificateFactory.getInstance("X.509")
          .generateCRLs(new ByteArrayInputStream(bytes))
          .forEach(crl -> found.add((X509CRL) crl));
      return present(found, file);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no complete revocation list", e);
    }
  }

  /** The subject of a certificate, fit for one line of a log or a terminal. */
  public static String subject(X509Certificate certificate) {
    return printable(certificate.getSubjectX500Principal());
  }

  /** A name without whatever its author may have meant for a log or a terminal. */
  static String printable(X500Principal name) {
    String text = name.toString().replaceAll("\\p{C}", "?");
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
  }

  private static <T> List<T> present(List<T> found, Path file) throws IOException {
    if (found.isEmpty()) {
      // what a file looks like between its creation and the first write
      throw new IOException(file + " is empty or not in DER or PEM form");
    }
    return List.copyOf(found);
  }

  private static byte[] bytes(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException("%s is larger than %d bytes".formatted(file, most));
      }
      return bytes;
    }
  }
}
