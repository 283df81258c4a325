package io.resonance.schema.plant;

import java.io.Serializable;

/** How one proves who one is to an HTTP server or an OPC UA server. */
public sealed interface Credentials extends Serializable {

  /** No proof: OPC UA's anonymous token, HTTP without Authorization. */
  record None() implements Credentials {}

  /** User name and password: OPC UA's UserNameIdentityToken, HTTP basic. */
  record UserPassword(String user, Secret password) implements Credentials {}

  /**
   * OPC UA's X509IdentityToken.
   *
   * @param certificate absolute path of the certificate
   * @param key absolute path of its private key
   * @param keyPassword of an encrypted key, else {@link Secret#none()}
   */
  record UserCertificate(String certificate, String key, Secret keyPassword)
      implements Credentials {}

  /** HTTP bearer token. */
  record Bearer(Secret token) implements Credentials {}
}
