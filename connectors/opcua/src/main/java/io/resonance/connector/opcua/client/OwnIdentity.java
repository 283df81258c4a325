package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our identity as it is in the folder now, so that a renewed certificate is used by the next
 * connection. While the files cannot be used (somebody is just replacing them) the last ones stay
 * in use.
 */
final class OwnIdentity {

  private static final Logger LOG = LoggerFactory.getLogger(OwnIdentity.class);

  private final OpcUaIdentity settings;
  private ApplicationIdentity last;

  /** Reads the folder for the first time, when it must be in order. */
  OwnIdentity(OpcUaIdentity settings) {
    this.settings = settings;
    this.last = ApplicationIdentity.open(settings);
  }

  synchronized ApplicationIdentity current() {
    try {
      last = ApplicationIdentity.open(settings);
    } catch (IllegalArgumentException e) {
      LOG.warn("{} The certificate read before stays in use.", e.getMessage());
    }
    return last;
  }
}
