package io.resonance.connector.mtconnect.client.session;

import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the answers to probe requests. Without its descriptions an agent can still be read, so a
 * bad probe is not waited for for ever.
 */
final class Probes {
  private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
  private static final int MOST = 3;

  private final String agentId;
  private final DevicesParser parser;
  private int refused;

  Probes(String agentId, DocumentLimits limits) {
    this.agentId = agentId;
    this.parser = new DevicesParser(limits);
  }

  DevicesParser.Devices read(byte[] body, int length) throws MtConnectDocumentException {
    try {
      DevicesParser.Devices found = parser.parse(Arrays.copyOf(body, length));
      refused = 0;
      return found;
    } catch (MtConnectDocumentException e) {
      if (++refused < MOST) {
        throw e;
      }
      LOG.warn(
          "Agent {} is read without descriptions of its DataItems, because its probe is refused: {}",
          agentId,
          e.getMessage());
      return new DevicesParser.Devices("", "", "", List.of(), List.of());
    }
  }
}
