package io.resonance.connector.opcua.source;

import java.io.Serializable;

/**
 * Where a secret comes from; resolved on the machine that connects, so that the job graph holds
 * only the reference.
 */
@FunctionalInterface
public interface OpcUaSecret extends Serializable {

  /**
   * The secret itself, as of now; called for every connection, so a rotated secret is picked up.
   */
  String resolve();

  /** No secret at all, for keys that are not encrypted. */
  static OpcUaSecret none() {
    return () -> "";
  }

  /** The value of an environment variable of the TaskManager. */
  static OpcUaSecret fromEnvironment(String variable) {
    return () -> {
      String value = System.getenv(variable);
      if (value == null) {
        throw new IllegalArgumentException(
            "The environment variable %s that holds an OPC UA password is not set on this machine. Set it for the TaskManagers."
                .formatted(variable));
      }
      return value;
    };
  }
}
