package io.resonance.connector.opcua.client;

import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;

/** We do not trust the server; the message says why and what to do. */
final class ServerCertificateRefusedException extends UaException {

  private static final long serialVersionUID = 1L;

  ServerCertificateRefusedException(String message, Throwable cause) {
    super(StatusCodes.Bad_CertificateUntrusted, message, cause);
  }
}
