package io.resonance.testbed.opcua.pki;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

/** Keys for tests; making one takes a while, so most certificates share one. */
public final class TestKeys {

  private static final KeyPair SHARED = rsa(2048);

  private TestKeys() {}

  /** A key many certificates have. */
  public static KeyPair rsa2048() {
    return SHARED;
  }

  /** A key of its own. */
  public static KeyPair freshRsa2048() {
    return rsa(2048);
  }

  /** A key that is too short. */
  public static KeyPair rsa1024() {
    return rsa(1024);
  }

  private static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has RSA", e);
    }
  }
}
