package io.resonance.schema.plant;

import java.io.Serializable;

/** Which certificates of TLS servers are accepted. Host names are always verified. */
public sealed interface TlsTrust extends Serializable {

  /** Those the JVM trusts. */
  record Platform() implements TlsTrust {}

  /** Those signed by a certificate in a PEM file. */
  record PemFile(String path) implements TlsTrust {}
}
