package io.resonance.testbed.opcua.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate with its key and those above it.
 *
 * @param certificate the certificate
 * @param keyPair its keys
 * @param above the certificates of its authorities, nearest first
 */
public record IssuedCertificate(
    X509Certificate certificate, KeyPair keyPair, List<X509Certificate> above) {

  public IssuedCertificate {
    above = List.copyOf(above);
  }

  /** The certificate and those above it. */
  public List<X509Certificate> chain() {
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(certificate);
    chain.addAll(above);
    return chain;
  }

  /** Writes the certificate in DER form, making the folder. */
  public Path writeTo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try {
      return Files.write(file, certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificate has no DER form", e);
    }
  }

  @Override
  public String toString() {
    return "IssuedCertificate[" + certificate.getSubjectX500Principal() + "]";
  }
}
