package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One node to monitor. Its identity is the namespace URI and the identifier, never a namespace
 * index, which a server may renumber (OPC UA Part 3, 8.2.2).
 */
public final class OpcUaItem implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Pattern NODE_ID = Pattern.compile("nsu=[^;]+;[sigb]=.+", Pattern.DOTALL);

  private final String nodeId;
  private final Duration samplingInterval;
  private final String browsePath;

  private OpcUaItem(String nodeId, Duration samplingInterval, String browsePath) {
    if (nodeId == null || !NODE_ID.matcher(nodeId).matches()) {
      throw new IllegalArgumentException(
          "The NodeId %s has not the form nsu=<namespace URI>;s=<identifier> (or i=, g=, b=). A namespace index (ns=) is not accepted, for a server may change it."
              .formatted(nodeId));
    }
    this.nodeId = nodeId;
    this.samplingInterval = samplingInterval;
    this.browsePath = Objects.requireNonNull(browsePath);
  }

  /**
   * A node sampled at the endpoint's interval; {@code nsu=<uri>;s=<text>}, {@code i=}, {@code g=}
   * or {@code b=}.
   */
  public static OpcUaItem of(String nodeId) {
    return new OpcUaItem(nodeId, null, "");
  }

  /** The same node with its own sampling interval (zero: as fast as the server can). */
  public OpcUaItem sampledEvery(Duration interval) {
    return new OpcUaItem(nodeId, Objects.requireNonNull(interval), browsePath);
  }

  /** The same node, last seen at a full browse path ({@link OpcUaBrowsePath#text}). */
  public OpcUaItem at(String fullBrowsePath) {
    return new OpcUaItem(nodeId, samplingInterval, fullBrowsePath);
  }

  /** The node. */
  public String nodeId() {
    return nodeId;
  }

  /** Its own sampling interval, if it has one. */
  public Optional<Duration> samplingInterval() {
    return Optional.ofNullable(samplingInterval);
  }

  /** The full browse path at which it was last seen; empty if that is not known. */
  public String browsePath() {
    return browsePath;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpcUaItem that
        && nodeId.equals(that.nodeId)
        && browsePath.equals(that.browsePath)
        && Objects.equals(samplingInterval, that.samplingInterval);
  }

  @Override
  public int hashCode() {
    return Objects.hash(nodeId, samplingInterval, browsePath);
  }

  @Override
  public String toString() {
    return nodeId;
  }
}
