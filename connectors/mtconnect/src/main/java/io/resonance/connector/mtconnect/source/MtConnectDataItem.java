package io.resonance.connector.mtconnect.source;

/**
 * What the observations of one DataItem have in common, as the streams document says it.
 *
 * <p>Texts that the document does not give are empty.
 *
 * @param dataItemId id of the DataItem, unique inside its agent
 * @param category SAMPLE, EVENT or CONDITION
 * @param type element name as written, as in {@code SpindleSpeed} or {@code x:ToolGroup}; for a
 *     condition its type attribute
 * @param name name attribute
 * @param subType subType attribute, as in {@code ACTUAL}
 * @param statistic statistic attribute, as in {@code AVERAGE}
 * @param deviceName name of the DeviceStream
 * @param deviceUuid uuid of the DeviceStream
 * @param component kind of the component, as in {@code Linear}
 * @param componentId id of the component
 */
public record MtConnectDataItem(
    String dataItemId,
    MtConnectCategory category,
    String type,
    String name,
    String subType,
    String statistic,
    String deviceName,
    String deviceUuid,
    String component,
    String componentId) {

  /**
   * Whether its values are sets of entries, of which an observation tells what changed (DATA_SET
   * and TABLE).
   */
  public boolean isSet() {
    return type.endsWith("DataSet") || type.endsWith("Table");
  }
}
