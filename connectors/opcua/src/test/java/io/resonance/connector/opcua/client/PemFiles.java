package io.resonance.connector.opcua.client;

import io.resonance.testbed.opcua.pki.IssuedCertificate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/** Writes certificates and keys in the PEM forms that tools make. */
final class PemFiles {

  private PemFiles() {}

  /** certificate.pem and key.pem, PKCS#8 without encryption. */
  static void write(IssuedCertificate own, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Writer out = Files.newBufferedWriter(folder.resolve("certificate.pem"));
        JcaPEMWriter pem = new JcaPEMWriter(out)) {
      pem.writeObject(own.certificate());
    }
    Files.writeString(folder.resolve("key.pem"), pkcs8(own));
  }

  static String pkcs8(IssuedCertificate own) throws IOException {
    return pem(new JcaPKCS8Generator(own.keyPair().getPrivate(), null));
  }

  static String encryptedPkcs8(IssuedCertificate own, String password)
      throws IOException, OperatorCreationException {
    OutputEncryptor encryptor =
        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
            .setProvider(new BouncyCastleProvider())
            .setPassword(password.toCharArray())
            .build();
    return pem(new JcaPKCS8Generator(own.keyPair().getPrivate(), encryptor));
  }

  static String pkcs1(IssuedCertificate own) throws IOException {
    return pem(new JcaMiscPEMGenerator(own.keyPair().getPrivate()));
  }

  static String encryptedPkcs1(IssuedCertificate own, String password) throws IOException {
    return pem(
        new JcaMiscPEMGenerator(
            own.keyPair().getPrivate(),
            new JcePEMEncryptorBuilder("AES-256-CBC")
                .setProvider(new BouncyCastleProvider())
                .build(password.toCharArray())));
  }

  private static String pem(PemObjectGenerator object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(object);
    }
    return text.toString();
  }
}
