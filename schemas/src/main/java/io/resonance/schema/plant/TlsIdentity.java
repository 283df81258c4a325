package io.resonance.schema.plant;

import java.io.Serializable;

/** The certificate shown to a TLS server that asks for one. */
public sealed interface TlsIdentity extends Serializable {

  /** None. */
  record None() implements TlsIdentity {}

  /**
   * Two PEM files.
   *
   * @param certificate absolute path of the certificate
   * @param key absolute path of its private key
   * @param keyPassword of an encrypted key, else {@link Secret#none()}
   */
  record PemFiles(String certificate, String key, Secret keyPassword) implements TlsIdentity {}

  /**
   * A PKCS#12 file with certificate and key.
   *
   * @param path absolute path
   * @param password of the file
   */
  record Pkcs12File(String path, Secret password) implements TlsIdentity {}
}
