package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.util.Objects;

/** Who the client says it is when it activates a session (OPC UA Part 4, 7.40). */
public sealed interface OpcUaUserToken extends Serializable {

  /** Nobody in particular. */
  static OpcUaUserToken anonymous() {
    return new Anonymous();
  }

  /** A user with a password that is looked up when connecting. */
  static OpcUaUserToken password(String user, OpcUaSecret password) {
    return new UserPassword(user, password);
  }

  /** The anonymous user. */
  record Anonymous() implements OpcUaUserToken {}

  /** A user name and a reference to the password. */
  record UserPassword(String user, OpcUaSecret password) implements OpcUaUserToken {
    public UserPassword {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "UserPassword[" + user + "]";
    }
  }
}
