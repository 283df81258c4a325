package io.resonance.testbed.mtconnect.network;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate made for a test, with its key, and the files a person would have of it. */
public record AgentCertificate(KeyPair keys, X509Certificate certificate) {
  private static final char[] MEMORY = "memory-only".toCharArray();

  /** Signed by itself, for 127.0.0.1 and localhost, for the days to come. */
  public static AgentCertificate forThisMachine(String name, String algorithm) {
    GeneralName[] hosts = {
      new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
      new GeneralName(GeneralName.dNSName, "localhost")
    };
    return make(name, algorithm, Instant.now().plus(Duration.ofDays(90)), hosts);
  }

  public static AgentCertificate forHost(String host) {
    return make(
        host,
        "EC",
        Instant.now().plus(Duration.ofDays(90)),
        new GeneralName(GeneralName.dNSName, host));
  }

  public static AgentCertificate expired() {
    return make(
        "expired",
        "EC",
        Instant.now().minus(Duration.ofDays(1)),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
  }

  private static AgentCertificate make(
      String name, String algorithm, Instant end, GeneralName... hosts) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
      KeyPair keys = generator.generateKeyPair();
      X500Principal subject = new X500Principal("CN=" + name);
      X509Certificate made =
          new JcaX509CertificateConverter()
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          subject,
                          BigInteger.valueOf(System.nanoTime()),
                          Date.from(Instant.now().minus(Duration.ofDays(30))),
                          Date.from(end),
                          subject,
                          keys.getPublic())
                      .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                      .addExtension(
                          Extension.subjectAlternativeName, false, new GeneralNames(hosts))
                      .build(
                          new JcaContentSignerBuilder(
                                  algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                              .build(keys.getPrivate())));
      return new AgentCertificate(keys, made);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("A certificate could not be made", e);
    }
  }

  public Path certificateFile(Path file) throws IOException {
    return pem(file, certificate);
  }

  /** PKCS#8, as openssl genpkey writes it. */
  public Path keyFile(Path file) throws IOException {
    return pem(file, new JcaPKCS8Generator(keys.getPrivate(), null));
  }

  /** PKCS#1 (RSA) or SEC 1 (EC), as openssl genrsa and ecparam write it. */
  public Path traditionalKeyFile(Path file) throws IOException {
    return pem(file, keys.getPrivate());
  }

  /** PKCS#8 encrypted with AES-256 (PBES2). */
  public Path encryptedKeyFile(Path file, String password) throws Exception {
    return pem(
        file,
        new JcaPKCS8Generator(
            keys.getPrivate(),
            new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword(password.toCharArray())
                .build()));
  }

  public Path pkcs12File(Path file, String password) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      store(password.toCharArray()).store(out, password.toCharArray());
    }
    return file;
  }

  /** A server that shows this certificate; with clients named, it wants one of theirs. */
  public SSLContext server(AgentCertificate... clients) {
    try {
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(store(MEMORY), MEMORY);
      KeyStore known = KeyStore.getInstance("PKCS12");
      known.load(null, null);
      for (AgentCertificate client : clients) {
        known.setCertificateEntry("client-" + known.size(), client.certificate());
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(known);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          own.getKeyManagers(), clients.length == 0 ? null : trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("A server context could not be made", e);
    }
  }

  private KeyStore store(char[] password) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", keys.getPrivate(), password, new Certificate[] {certificate});
    return store;
  }

  private static Path pem(Path file, Object content) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(content);
    }
    return Files.writeString(file, text.toString(), StandardCharsets.US_ASCII);
  }
}
