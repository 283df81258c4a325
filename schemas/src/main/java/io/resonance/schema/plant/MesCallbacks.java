package io.resonance.schema.plant;

import java.io.Serializable;

/** Whether and how a MES may deliver its answers by HTTP. */
public sealed interface MesCallbacks extends Serializable {

  /** Nobody listens. */
  record None() implements MesCallbacks {}

  /**
   * An HTTPS listener.
   *
   * @param host address it listens on
   * @param port 0 for any that is free
   * @param token what a MES must show as its bearer token; {@link Secret#none()} where its
   *     certificate is enough
   * @param identity certificate and key of the listener
   * @param clients authorities of the certificate a MES must show; {@link TlsTrust.Platform} where
   *     it needs none
   */
  record Listener(String host, int port, Secret token, TlsIdentity identity, TlsTrust clients)
      implements MesCallbacks {

    /** Whether a MES must show a certificate. */
    public boolean asksForCertificate() {
      return clients instanceof TlsTrust.PemFile;
    }
  }
}
