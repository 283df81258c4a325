package io.resonance.connector.opcua.client;

import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Makes sure that this JVM can sign as Aes256_Sha256_RsaPss asks: Milo wants {@code
 * SHA256withRSA/PSS} from any provider, and only BouncyCastle has it under that name.
 *
 * <p>The provider stays for the life of the JVM: another job may be signing with it when this one
 * ends. On a session cluster the first job's class loader stays with it; who minds puts bcprov into
 * Flink's lib folder.
 */
final class SignatureProvider {

  private SignatureProvider() {}

  static void ensure() {
    if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      Security.addProvider(
          new BouncyCastleProvider()); // does nothing where one of that name came first
    }
  }
}
