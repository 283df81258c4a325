package io.resonance.schema.plant;

import java.io.Serializable;
import java.time.Duration;

/**
 * An OPC UA server to read.
 *
 * @param id unique among all servers and agents
 * @param url {@code opc.tcp://host:port/path}
 * @param securityPolicy name as in the policy's URI, such as {@code Basic256Sha256}
 * @param securityMode protection of messages
 * @param publishingInterval how often the server sends notifications
 * @param samplingInterval how often the server samples a value
 * @param surviveOutage how long a lost connection may last before values are lost
 */
public record OpcUaServer(
    String id,
    String url,
    String securityPolicy,
    SecurityMode securityMode,
    Credentials user,
    Duration publishingInterval,
    Duration samplingInterval,
    Duration surviveOutage)
    implements Serializable {

  /** MessageSecurityMode (Part 4, 7.20). */
  public enum SecurityMode {
    SIGN_AND_ENCRYPT,
    SIGN,
    NONE
  }
}
