package io.resonance.connector.opcua.pki;

/**
 * A server's certificate does not pass; the status is the one Part 4, 6.1.3 prescribes, the message
 * says why and what to do.
 */
public final class CertificateRefusedException extends ServerRefusedException {

  private static final long serialVersionUID = 1L;

  /** Refuses with a status code of {@code StatusCodes}. */
  public CertificateRefusedException(long status, String message) {
    super(status, message);
  }
}
