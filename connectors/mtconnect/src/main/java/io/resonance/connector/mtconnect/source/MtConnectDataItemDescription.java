package io.resonance.connector.mtconnect.source;

import java.util.List;

/**
 * What the probe document says of a DataItem; sent before the first observations of an instance of
 * the agent. Texts that the document does not give are empty.
 *
 * @param dataItemId id of the DataItem, unique inside its agent
 * @param name name attribute
 * @param category SAMPLE, EVENT or CONDITION
 * @param type type as written, as in {@code ROTARY_VELOCITY}
 * @param subType subType as written
 * @param units units of the values in the stream
 * @param nativeUnits units the machine itself uses
 * @param nativeScale factor between machine and native units
 * @param representation empty for VALUE, else TIME_SERIES, DATA_SET, TABLE or DISCRETE
 * @param statistic statistic as written
 * @param deviceUuid uuid of the Device
 * @param deviceName name of the Device
 * @param componentPath components from the Device down, as in {@code Axes[axes]/Linear[X]}
 * @param minimum lowest value of the constraints
 * @param maximum highest value of the constraints
 * @param values the only values the constraints allow, empty when there is no such list
 */
public record MtConnectDataItemDescription(
    String dataItemId,
    String name,
    MtConnectCategory category,
    String type,
    String subType,
    String units,
    String nativeUnits,
    String nativeScale,
    String representation,
    String statistic,
    String deviceUuid,
    String deviceName,
    String componentPath,
    String minimum,
    String maximum,
    List<String> values) {

  public MtConnectDataItemDescription {
    values = List.copyOf(values);
  }
}
