package io.resonance.connector.opcua.pki;

import org.eclipse.milo.opcua.stack.core.UaException;

/** We refuse the server, not it us; the message says why and what to do. */
public class ServerRefusedException extends UaException {

  private static final long serialVersionUID = 1L;

  /** Refuses with a status code of {@code StatusCodes}. */
  public ServerRefusedException(long status, String message) {
    super(status, message);
  }
}
