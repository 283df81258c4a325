package io.resonance.connector.mtconnect.source;

import java.io.Serializable;

/** How the source makes itself known to an agent, or to the proxy before it. */
public sealed interface MtConnectCredentials extends Serializable {

  /** Not at all. */
  record Anonymous() implements MtConnectCredentials {
    private static final long serialVersionUID = 1L;
  }

  /**
   * HTTP basic authentication.
   *
   * @param user user name
   * @param password where the password stands
   */
  record Basic(String user, MtConnectSecret password) implements MtConnectCredentials {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A bearer token.
   *
   * @param token where the token stands
   */
  record Bearer(MtConnectSecret token) implements MtConnectCredentials {
    private static final long serialVersionUID = 1L;
  }
}
