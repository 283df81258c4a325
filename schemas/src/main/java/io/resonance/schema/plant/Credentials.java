package io.resonance.schema.plant;

import java.io.Serializable;

/** How one proves who one is to an HTTP server or an OPC UA server. */
public sealed interface Credentials extends Serializable {

  /** No proof: OPC UA's anonymous token, HTTP without Authorization. */
  record None() implements Credentials {}

  /** User name and password: OPC UA's UserNameIdentityToken, HTTP basic. */
  record UserPassword(String user, Secret password) implements Credentials {}

  /** HTTP bearer token. */
  record Bearer(Secret token) implements Credentials {}
}
