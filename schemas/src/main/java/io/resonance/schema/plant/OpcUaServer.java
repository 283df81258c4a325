package io.resonance.schema.plant;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * An OPC UA server to read.
 *
 * @param id unique among all servers and agents
 * @param url {@code opc.tcp://host:port/path}
 * @param securityPolicy name as in the policy's URI, such as {@code Basic256Sha256}
 * @param securityMode protection of messages
 * @param acceptedRisks risks this server is read with all the same; each is a violation
 * @param publishingInterval how often the server sends notifications
 * @param samplingInterval how often the server samples a value
 * @param surviveOutage how long a lost connection may last before values are lost
 * @param rebrowseInterval how often the server is browsed again where nodes are found by browsing;
 *     zero for only once
 * @param writes the nodes that results are written to; none unless the plant file lists them
 */
public record OpcUaServer(
    String id,
    String url,
    String securityPolicy,
    SecurityMode securityMode,
    Set<AcceptedRisk> acceptedRisks,
    Credentials user,
    Duration publishingInterval,
    Duration samplingInterval,
    Duration surviveOutage,
    Duration rebrowseInterval,
    List<NodeWrite> writes)
    implements Serializable {

  public OpcUaServer {
    acceptedRisks = Set.copyOf(acceptedRisks);
    writes = List.copyOf(writes);
  }

  /** What is otherwise refused. */
  public enum AcceptedRisk {
    /** Policies that were withdrawn, certificates with SHA-1 or RSA 1024. */
    BROKEN_POLICY,
    /** A password where nothing encrypts it. */
    PASSWORD_IN_CLEAR,
    /** A certificate whose authority's revocation list is missing or old. */
    UNKNOWN_REVOCATION,
    /** A certificate for another host. */
    OTHER_HOST_NAME
  }

  /** MessageSecurityMode (Part 4, 7.20). */
  public enum SecurityMode {
    SIGN_AND_ENCRYPT,
    SIGN,
    NONE
  }
}
