package io.resonance.connector.opcua.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Reads private keys: PEM with PKCS#8 or PKCS#1, encrypted or not, and DER with PKCS#8. */
public final class PrivateKeyFile {

  private static final int MOST_BYTES = 1 << 20;

  private PrivateKeyFile() {}

  /**
   * The key of a file. No message of a failure holds any of the key or its password.
   *
   * @param password used if the key is encrypted
   * @throws IOException if it cannot be read, decrypted or understood
   */
  public static PrivateKey read(Path file, String password) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES);
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    try {
      if (!text.contains("-----BEGIN")) {
        return new JcaPEMKeyConverter().getPrivateKey(PrivateKeyInfo.getInstance(bytes));
      }
      return fromPem(text, password.toCharArray());
    } catch (IOException | PKCSException | OperatorCreationException | RuntimeException e) {
      // without the cause: parsers quote what they could not parse
      throw new IOException(
          "the private key %s cannot be %s"
              .formatted(
                  file, text.contains("ENCRYPTED") ? "decrypted with its password" : "understood"));
    }
  }

  private static PrivateKey fromPem(String text, char[] password)
      throws IOException, PKCSException, OperatorCreationException {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    BouncyCastleProvider provider = new BouncyCastleProvider();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        if (found instanceof PrivateKeyInfo key) {
          return converter.getPrivateKey(key);
        } else if (found instanceof PEMKeyPair pair) {
          return converter.getKeyPair(pair).getPrivate();
        } else if (found instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
          return converter.getPrivateKey(
              encrypted.decryptPrivateKeyInfo(
                  new JceOpenSSLPKCS8DecryptorProviderBuilder()
                      .setProvider(provider)
                      .build(password)));
        } else if (found instanceof PEMEncryptedKeyPair encrypted) {
          return converter
              .getKeyPair(
                  encrypted.decryptKeyPair(
                      new JcePEMDecryptorProviderBuilder().setProvider(provider).build(password)))
              .getPrivate();
        }
      }
    }
    throw new IOException("there is no private key");
  }
}
