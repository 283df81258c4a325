package io.resonance.testbed.opcua;

/**
 * The DataType and ValueRank of a variable.
 *
 * @param dataType a NodeId of OPC UA's own types such as {@code i=14}, or the name of one of {@link
 *     SampleDataTypes}
 * @param valueRank -1 for a scalar, 1 for an array, 2 for a matrix, -2 for any
 */
public record DataShape(String dataType, int valueRank) {

  /** A scalar. */
  public static DataShape scalar(String dataType) {
    return new DataShape(dataType, -1);
  }

  /** An array. */
  public static DataShape array(String dataType) {
    return new DataShape(dataType, 1);
  }

  /** A matrix of two dimensions. */
  public static DataShape matrix(String dataType) {
    return new DataShape(dataType, 2);
  }
}
