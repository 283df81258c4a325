package io.resonance.testbed.opcua;

import java.util.List;
import java.util.Optional;

/**
 * One variable of a simulated server; with a unit it is an AnalogUnitRangeType or AnalogUnitType
 * instance, with texts a MultiStateDiscreteType, else a BaseDataVariableType.
 *
 * @param identifier the string identifier of its NodeId, also its browse name
 * @param type the built-in type of its values
 * @param unit what the numbers are measured in
 * @param euRange the values seen in normal operation
 * @param instrumentRange the values the instrument can return at all
 * @param enumStrings the texts of the codes from 0, empty unless the type is {@link
 *     ValueType#ENUMERATION}
 * @param shape present if the type is {@link ValueType#SHAPED}
 */
public record SimulatedVariable(
    String identifier,
    ValueType type,
    Optional<EngineeringUnit> unit,
    Optional<ValueRange> euRange,
    Optional<ValueRange> instrumentRange,
    List<String> enumStrings,
    Optional<DataShape> shape) {

  public SimulatedVariable {
    enumStrings = List.copyOf(enumStrings);
  }

  /** A measured double with unit and both ranges. */
  public static SimulatedVariable analog(
      String identifier, String unitCode, String unitText, ValueRange eu, ValueRange instrument) {
    return new SimulatedVariable(
        identifier,
        ValueType.DOUBLE,
        Optional.of(new EngineeringUnit(unitCode, unitText)),
        Optional.of(eu),
        Optional.of(instrument),
        List.of(),
        Optional.empty());
  }

  /** A value without unit or range. */
  public static SimulatedVariable plain(String identifier, ValueType type) {
    return new SimulatedVariable(
        identifier,
        type,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** A value of any DataType and rank. */
  public static SimulatedVariable shaped(String identifier, DataShape shape) {
    return new SimulatedVariable(
        identifier,
        ValueType.SHAPED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(shape));
  }

  /** A code with its texts. */
  public static SimulatedVariable enumeration(String identifier, List<String> texts) {
    return new SimulatedVariable(
        identifier,
        ValueType.ENUMERATION,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        texts,
        Optional.empty());
  }
}
