package io.resonance.testbed.kafka;

/** A port that something of the testbed wants is taken. */
public final class PortInUseException extends RuntimeException {

  PortInUseException(int port, String wantedBy, Throwable cause) {
    super(
        "Port %d of 127.0.0.1, which %s wants, is in use by another process. Stop that process, or choose another port."
            .formatted(port, wantedBy),
        cause);
  }
}
