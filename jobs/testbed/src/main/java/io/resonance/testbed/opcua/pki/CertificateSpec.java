package io.resonance.testbed.opcua.pki;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * What a certificate is to say: by default what a proper OPC UA application's does (Part 6, 6.2.2);
 * each method makes one thing different.
 */
public final class CertificateSpec {

  static final int APPLICATION_USAGE =
      KeyUsage.digitalSignature
          | KeyUsage.nonRepudiation
          | KeyUsage.keyEncipherment
          | KeyUsage.dataEncipherment;

  final String commonName;
  KeyPair keyPair = TestKeys.rsa2048();
  Instant notBefore = Instant.now().minus(Duration.ofHours(1));
  Instant notAfter = Instant.now().plus(Duration.ofDays(365));
  String signatureAlgorithm = "SHA256withRSA";
  int keyUsage = APPLICATION_USAGE;
  boolean authority;
  final List<GeneralName> names = new ArrayList<>();
  final List<KeyPurposeId> purposes =
      new ArrayList<>(List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth));

  private CertificateSpec(String commonName) {
    this.commonName = commonName;
  }

  /** An application's certificate for a URI and some hosts (names or IPv4 addresses). */
  public static CertificateSpec application(String commonName, String uri, String... hosts) {
    CertificateSpec spec = new CertificateSpec(commonName);
    spec.names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
    for (String host : hosts) {
      boolean address = host.matches("[0-9.]+");
      spec.names.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host));
    }
    return spec;
  }

  /** The certificate of an authority. */
  static CertificateSpec authority(String commonName) {
    CertificateSpec spec = new CertificateSpec(commonName);
    spec.keyPair = TestKeys.freshRsa2048();
    spec.purposes.clear();
    spec.authority = true;
    spec.keyUsage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    return spec;
  }

  /** When it is valid. */
  public CertificateSpec valid(Instant from, Instant to) {
    notBefore = from;
    notAfter = to;
    return this;
  }

  /** Another key. */
  public CertificateSpec key(KeyPair other) {
    keyPair = other;
    return this;
  }

  /** Signed with SHA-1. */
  public CertificateSpec signedWithSha1() {
    signatureAlgorithm = "SHA1withRSA";
    return this;
  }

  /** Bits of {@link KeyUsage}. */
  public CertificateSpec keyUsage(int bits) {
    keyUsage = bits;
    return this;
  }

  /** Without extended key usage. */
  public CertificateSpec withoutPurpose() {
    purposes.clear();
    return this;
  }

  /** With the certificate of an authority in the place of an application's. */
  public CertificateSpec asAuthority() {
    authority = true;
    keyUsage |= KeyUsage.keyCertSign;
    return this;
  }
}
