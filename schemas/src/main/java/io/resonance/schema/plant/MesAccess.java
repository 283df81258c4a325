package io.resonance.schema.plant;

import java.io.Serializable;

/**
 * How a MES is reached.
 *
 * @param credentials login
 * @param trust whose certificates are accepted, of the MES and of where its tokens are fetched
 * @param identity certificate of this client
 */
public record MesAccess(Credentials credentials, TlsTrust trust, TlsIdentity identity)
    implements Serializable {

  /** No login, no certificate, and the authorities the JVM trusts. */
  public static MesAccess open() {
    return new MesAccess(new Credentials.None(), new TlsTrust.Platform(), new TlsIdentity.None());
  }

  /** The same with a login. */
  public MesAccess withCredentials(Credentials other) {
    return new MesAccess(other, trust, identity);
  }

  /** The same with other authorities. */
  public MesAccess withTrust(TlsTrust other) {
    return new MesAccess(credentials, other, identity);
  }

  /** The same with a certificate of this client. */
  public MesAccess withIdentity(TlsIdentity other) {
    return new MesAccess(credentials, trust, other);
  }
}
