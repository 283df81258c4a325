package io.resonance.testbed.opcua.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that issues what it is asked to, and revokes it. */
public final class TestAuthority {

  private static final AtomicLong SERIAL = new AtomicLong(1_000);

  private final IssuedCertificate own;

  private TestAuthority(IssuedCertificate own) {
    this.own = own;
  }

  /** A root authority. */
  public static TestAuthority root(String commonName) {
    return new TestAuthority(selfSigned(CertificateSpec.authority(commonName)));
  }

  /** An authority below this one. */
  public TestAuthority intermediate(String commonName) {
    return new TestAuthority(issue(CertificateSpec.authority(commonName)));
  }

  /**
   * Whoever has a certificate can issue others with it; whether anybody should believe them is
   * another question.
   */
  public static TestAuthority of(IssuedCertificate own) {
    return new TestAuthority(own);
  }

  /** The authority's own certificate. */
  public IssuedCertificate own() {
    return own;
  }

  /** Issues a certificate. */
  public IssuedCertificate issue(CertificateSpec spec) {
    return new IssuedCertificate(
        sign(spec, own.certificate().getSubjectX500Principal(), own.keyPair().getPrivate()),
        spec.keyPair,
        own.chain());
  }

  /** A certificate nobody issued but its owner. */
  public static IssuedCertificate selfSigned(CertificateSpec spec) {
    return new IssuedCertificate(
        sign(spec, subject(spec), spec.keyPair.getPrivate()), spec.keyPair, List.of());
  }

  /** A revocation list that is valid for a day. */
  public X509CRL revoke(X509Certificate... revoked) {
    return revoke(Instant.now().plus(Duration.ofDays(1)), revoked);
  }

  /** A revocation list that is valid until a time. */
  public X509CRL revoke(Instant nextUpdate, X509Certificate... revoked) {
    try {
      Instant now = nextUpdate.minus(Duration.ofDays(2));
      JcaX509v2CRLBuilder builder =
          new JcaX509v2CRLBuilder(own.certificate().getSubjectX500Principal(), Date.from(now));
      builder.setNextUpdate(Date.from(nextUpdate));
      for (X509Certificate certificate : revoked) {
        builder.addCRLEntry(certificate.getSerialNumber(), Date.from(now), CRLReason.keyCompromise);
      }
      return new JcaX509CRLConverter()
          .getCRL(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withRSA").build(own.keyPair().getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("The revocation list cannot be made", e);
    }
  }

  /** Writes a revocation list in DER form, making the folder. */
  public static Path write(X509CRL crl, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try {
      return Files.write(file, crl.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException("The revocation list has no DER form", e);
    }
  }

  private static X500Principal subject(CertificateSpec spec) {
    return new X500Principal("CN=" + spec.commonName + ", O=Resonance testbed");
  }

  private static X509Certificate sign(CertificateSpec spec, X500Principal issuer, PrivateKey key) {
    PublicKey subjectKey = spec.keyPair.getPublic();
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(SERIAL.incrementAndGet()),
              Date.from(spec.notBefore),
              Date.from(spec.notAfter),
              subject(spec),
              subjectKey);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(spec.authority));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(spec.keyUsage));
      if (!spec.names.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(spec.names.toArray(GeneralName[]::new)));
      }
      if (!spec.purposes.isEmpty()) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(new ArrayList<>(spec.purposes).toArray(KeyPurposeId[]::new)));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder(spec.signatureAlgorithm).build(key)));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("The certificate cannot be made", e);
    }
  }
}
