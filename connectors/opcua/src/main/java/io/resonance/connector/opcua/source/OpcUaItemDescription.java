package io.resonance.connector.opcua.source;

import java.util.List;
import java.util.Optional;

/**
 * What the server says about an item, sent once per epoch before its first value of that epoch.
 *
 * @param nodeId the node as configured
 * @param displayName its name for people
 * @param dataType its DataType as NodeId text, for example {@code i=11} for Double
 * @param unit its EngineeringUnits
 * @param euRange the range of normal operation
 * @param instrumentRange the range the instrument can return
 * @param enumStrings the texts of the codes from 0
 * @param revisedSamplingMillis the sampling interval the server granted
 * @param revisedQueueSize the queue the server granted
 */
public record OpcUaItemDescription(
    String nodeId,
    String displayName,
    String dataType,
    Optional<OpcUaUnit> unit,
    Optional<OpcUaRange> euRange,
    Optional<OpcUaRange> instrumentRange,
    List<String> enumStrings,
    double revisedSamplingMillis,
    long revisedQueueSize) {

  public OpcUaItemDescription {
    enumStrings = List.copyOf(enumStrings);
  }
}
