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

  /**
   * A user with a certificate (X.509); both files are read when connecting.
   *
   * @param certificateFile path of the certificate, PEM or DER
   * @param keyFile path of its private key, see {@link OpcUaIdentity} for the forms
   * @param keyPassword of an encrypted key, else {@link OpcUaSecret#none()}
   */
  static OpcUaUserToken certificate(
      String certificateFile, String keyFile, OpcUaSecret keyPassword) {
    return new UserCertificate(certificateFile, keyFile, keyPassword);
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

  /** The files of a user's certificate and key, and a reference to the key's password. */
  record UserCertificate(String certificateFile, String keyFile, OpcUaSecret keyPassword)
      implements OpcUaUserToken {
    public UserCertificate {
      Objects.requireNonNull(certificateFile, "certificateFile");
      Objects.requireNonNull(keyFile, "keyFile");
      Objects.requireNonNull(keyPassword, "keyPassword");
    }

    @Override
    public String toString() {
      return "UserCertificate[" + certificateFile + "]";
    }
  }
}
