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

  /**
   * A key in a header of its own, as many REST interfaces ask for.
   *
   * @param header name of the header, such as {@code X-API-Key}
   */
  record ApiKey(String header, Secret key) implements Credentials {}

  /**
   * A token that is fetched with the client's own credentials (OAuth 2.0, RFC 6749, 4.4) and
   * fetched again before it expires.
   *
   * @param tokenUrl where the token is fetched
   * @param clientId the client
   * @param clientSecret its secret, sent by HTTP basic (RFC 6749, 2.3.1)
   * @param scope scopes that are asked for, joined by blanks; empty for those the server gives
   */
  record ClientCredentials(String tokenUrl, String clientId, Secret clientSecret, String scope)
      implements Credentials {}
}
