package io.resonance.schema.plant;

import java.io.Serializable;

/** Which way HTTP requests go. */
public sealed interface HttpProxy extends Serializable {

  /** Straight to the server. */
  record None() implements HttpProxy {}

  /**
   * Through a proxy.
   *
   * @param url {@code http://host:port}
   * @param credentials none, or user and password
   */
  record Via(String url, Credentials credentials) implements HttpProxy {}
}
