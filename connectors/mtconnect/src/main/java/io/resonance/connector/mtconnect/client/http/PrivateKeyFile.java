package io.resonance.connector.mtconnect.client.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads a private key from a PEM file: PKCS#8 of RSA, EC or Ed25519, encrypted (PBES2) or not, and
 * PKCS#1. No message holds any of the key or its password.
 */
final class PrivateKeyFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ((?:[A-Z]+ )*PRIVATE KEY)-----([^-]+)-----END");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
  private static final byte[] RSA_PREFIX = {
    0x02,
    0x01,
    0x00,
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private PrivateKeyFile() {}

  /**
   * The key of a file.
   *
   * @param password used if the key is encrypted
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it holds no key that can be used, with the next step
   */
  static PrivateKey read(Path file, String password) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!block.find()) {
      throw new IllegalArgumentException(
          "%s holds no private key in PEM form; it must contain -----BEGIN PRIVATE KEY-----"
              .formatted(file));
    }
    String kind = block.group(1);
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      return switch (kind) {
        case "PRIVATE KEY" -> key(file, der);
        case "RSA PRIVATE KEY" -> key(file, wrapped(der));
        case "ENCRYPTED PRIVATE KEY" -> key(file, decrypted(der, password));
        default -> throw unusable(file, "is a " + kind);
      };
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      if (e instanceof IllegalArgumentException told && told.getMessage().contains("openssl")) {
        throw told;
      }
      // Without the cause: it may quote what could not be read.
      throw unusable(
          file,
          kind.startsWith("ENCRYPTED")
              ? "cannot be decrypted with its password"
              : "cannot be understood");
    }
  }

  private static IllegalArgumentException unusable(Path file, String what) {
    return new IllegalArgumentException(
        "The private key %s %s; a key in PKCS#8 form is understood: openssl pkcs8 -topk8 -in KEY"
            .formatted(file, what));
  }

  private static PrivateKey key(Path file, byte[] pkcs8) {
    for (String algorithm : ALGORITHMS) {
      Optional<PrivateKey> key = key(algorithm, pkcs8);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw unusable(file, "is of a kind that is not known");
  }

  private static Optional<PrivateKey> key(String algorithm, byte[] pkcs8) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException otherAlgorithm) {
      return Optional.empty(); // the next may fit; if none does, the caller is told
    }
  }

  private static byte[] decrypted(byte[] der, String password)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
    AlgorithmParameters parameters = encrypted.getAlgParameters();
    // For PBES2 the name of the algorithm is in the text of its parameters only (JDK-8076999).
    String algorithm =
        encrypted.getAlgName().contains("1.2.840.113549.1.5.13")
                || encrypted.getAlgName().equals("PBES2")
            ? parameters.toString()
            : encrypted.getAlgName();
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray());
    try {
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
          parameters);
      return encrypted.getKeySpec(cipher).getEncoded();
    } finally {
      spec.clearPassword();
    }
  }

  // PKCS#8 is version, algorithm, and the PKCS#1 key as an octet string.
  private static byte[] wrapped(byte[] pkcs1) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(RSA_PREFIX);
    body.write(0x04);
    length(body, pkcs1.length);
    body.writeBytes(pkcs1);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(0x30);
    length(whole, body.size());
    whole.writeBytes(body.toByteArray());
    return whole.toByteArray();
  }

  private static void length(ByteArrayOutputStream out, int length) {
    if (length > 0xffff) {
      out.write(0x83);
      out.write(length >> 16);
      out.write(length >> 8);
    } else {
      out.write(0x82);
      out.write(length >> 8);
    }
    out.write(length);
  }
}
