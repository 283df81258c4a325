package io.resonance.connector.opcua.source;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the server says about an item, sent once per epoch before its first value of that epoch, and
 * again before a value with the SemanticsChanged bit.
 *
 * @param nodeId the node as configured
 * @param browsePath its full browse path ({@link OpcUaBrowsePath#text}); empty if it has none or
 *     the server does not say
 * @param displayName its name for people
 * @param dataType its DataType as NodeId text, for example {@code i=11} for Double or {@code
 *     nsu=urn:vendor;i=3002}
 * @param unit its EngineeringUnits
 * @param euRange the range of normal operation
 * @param instrumentRange the range the instrument can return
 * @param enumTexts texts by code: of EnumStrings, EnumValues, an enumerated DataType, or FalseState
 *     (0) and TrueState (1)
 * @param valuePrecision how exact a value is, in its own unit or in digits (Part 8, 5.3.1)
 * @param definition how the value comes about, in the vendor's words (Part 8, 5.3.1); empty where
 *     nothing is said
 * @param revisedSamplingMillis the sampling interval the server granted
 * @param revisedQueueSize the queue the server granted
 */
public record OpcUaItemDescription(
    String nodeId,
    String browsePath,
    String displayName,
    String dataType,
    Optional<OpcUaUnit> unit,
    Optional<OpcUaRange> euRange,
    Optional<OpcUaRange> instrumentRange,
    Map<Long, String> enumTexts,
    OptionalDouble valuePrecision,
    String definition,
    double revisedSamplingMillis,
    long revisedQueueSize) {

  public OpcUaItemDescription {
    enumTexts = Map.copyOf(enumTexts);
  }

  /** The same with what the server granted. */
  public OpcUaItemDescription granted(double samplingMillis, long queueSize) {
    return new OpcUaItemDescription(
        nodeId,
        browsePath,
        displayName,
        dataType,
        unit,
        euRange,
        instrumentRange,
        enumTexts,
        valuePrecision,
        definition,
        samplingMillis,
        queueSize);
  }
}
