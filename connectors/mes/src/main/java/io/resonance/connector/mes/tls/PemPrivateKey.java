package io.resonance.connector.mes.tls;

import io.resonance.schema.plant.TlsIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
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

/** Reads a private key in PKCS#8 form, encrypted or not. No message holds any of it. */
final class PemPrivateKey {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ((?:[A-Z]+ )*)PRIVATE KEY-----([^-]+)-----END");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
  private static final String PBES2 = "1.2.840.113549.1.5.13";

  private PemPrivateKey() {}

  /**
   * The key of the files.
   *
   * @throws IllegalArgumentException if there is none that can be used, with the next step
   */
  static PrivateKey read(TlsIdentity.PemFiles files, TlsFiles.Keys keys) {
    Matcher block;
    try {
      block = BLOCK.matcher(Files.readString(Path.of(files.key()), StandardCharsets.ISO_8859_1));
    } catch (IOException unreadable) {
      throw unusable(files, keys, unreadable.getMessage());
    }
    if (!block.find()) {
      throw unusable(files, keys, "it holds no private key");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      return switch (block.group(1).strip()) {
        case "" -> key(files, keys, new PKCS8EncodedKeySpec(der));
        case "ENCRYPTED" -> key(files, keys, decrypted(der, files.keyPassword().reveal()));
        default ->
            throw unusable(
                files,
                keys,
                "it is not in PKCS#8 form; convert it with openssl pkcs8 -topk8 -in KEY");
      };
    } catch (GeneralSecurityException | IOException broken) {
      // without the cause, which may quote what could not be read
      throw unusable(
          files, keys, "it is broken, or %s-password is not its password".formatted(keys.key()));
    }
  }

  private static PrivateKey key(
      TlsIdentity.PemFiles files, TlsFiles.Keys keys, PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    for (String algorithm : ALGORITHMS) {
      Optional<PrivateKey> key = key(algorithm, spec);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw unusable(files, keys, "it is neither an RSA nor an EC nor an Ed25519 key");
  }

  private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
    } catch (InvalidKeySpecException otherAlgorithm) {
      return Optional.empty(); // the next may fit; if none does, the caller is told
    }
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] der, String password)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
    AlgorithmParameters parameters = encrypted.getAlgParameters();
    // of PBES2 only the text of the parameters says which algorithm it is (JDK-8076999)
    boolean pbes2 = encrypted.getAlgName().equals("PBES2") || encrypted.getAlgName().equals(PBES2);
    String algorithm = pbes2 ? parameters.toString() : encrypted.getAlgName();
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray());
    try {
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
          parameters);
      return encrypted.getKeySpec(cipher);
    } finally {
      spec.clearPassword();
    }
  }

  private static IllegalArgumentException unusable(
      TlsIdentity.PemFiles files, TlsFiles.Keys keys, String why) {
    return keys.unusable(keys.key(), files.key(), why, null);
  }
}
