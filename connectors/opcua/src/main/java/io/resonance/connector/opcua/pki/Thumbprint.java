package io.resonance.connector.opcua.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The name OPC UA people know a certificate by: the SHA-1 of its DER form (Part 4, 7.3), 40
 * hexadecimal digits.
 */
public final class Thumbprint {

  private Thumbprint() {}

  /** The thumbprint in lower case. */
  public static String of(X509Certificate certificate) {
    try {
      // a name and no proof: SHA-1 is what Part 4 prescribes, and files are compared as a whole
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("A parsed certificate and SHA-1 are always there", e);
    }
  }

  /**
   * The thumbprint as somebody typed it: upper or lower case, with colons or spaces as tools print
   * them.
   *
   * @throws IllegalArgumentException if it has not 40 hexadecimal digits; a part of one would be
   *     easy to forge
   */
  public static String parse(String typed) {
    String digits = typed.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{40}")) {
      throw new IllegalArgumentException(
          "%s is not a thumbprint: it must have 40 hexadecimal digits, as in the message or the list."
              .formatted(typed));
    }
    return digits;
  }
}
