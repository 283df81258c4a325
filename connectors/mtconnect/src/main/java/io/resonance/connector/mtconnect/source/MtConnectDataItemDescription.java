package io.resonance.connector.mtconnect.source;

import java.util.List;
import java.util.Map;

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
 * @param more everything else the probe says of it, by name: other attributes as {@code
 *     compositionId}, {@code discrete}, {@code sampleRate}, {@code nativeOffset} or a vendor's
 *     {@code x:priority}; {@code Source}, {@code InitialValue}, {@code ResetTrigger}, {@code
 *     Nominal}; filters as {@code Filter:MINIMUM_DELTA}; relationships as {@code
 *     SpecificationRelationship:LIMIT} with the id referred to; other elements by their name
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
    List<String> values,
    Map<String, String> more) {

  public MtConnectDataItemDescription {
    values = List.copyOf(values);
    more = Map.copyOf(more);
  }

  /** A DataItem of which the probe says nothing unusual. */
  public MtConnectDataItemDescription(
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
    this(
        dataItemId,
        name,
        category,
        type,
        subType,
        units,
        nativeUnits,
        nativeScale,
        representation,
        statistic,
        deviceUuid,
        deviceName,
        componentPath,
        minimum,
        maximum,
        values,
        Map.of());
  }

  /** What else the probe says by a name; empty where it says nothing. */
  public String more(String attribute) {
    return more.getOrDefault(attribute, "");
  }

  /** The same with what else the probe says. */
  MtConnectDataItemDescription with(Map<String, String> all) {
    return new MtConnectDataItemDescription(
        dataItemId,
        name,
        category,
        type,
        subType,
        units,
        nativeUnits,
        nativeScale,
        representation,
        statistic,
        deviceUuid,
        deviceName,
        componentPath,
        minimum,
        maximum,
        values,
        all);
  }
}
