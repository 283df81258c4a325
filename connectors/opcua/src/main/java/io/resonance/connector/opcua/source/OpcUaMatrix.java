package io.resonance.connector.opcua.source;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An array with more than one dimension.
 *
 * @param dimensions their lengths, the one that varies slowest first
 * @param elements in row order, as the array of the same element kind would have them
 */
public record OpcUaMatrix(List<Integer> dimensions, Object elements) {

  public OpcUaMatrix {
    dimensions = List.copyOf(dimensions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpcUaMatrix that
        && dimensions.equals(that.dimensions)
        && Objects.deepEquals(elements, that.elements);
  }

  @Override
  public int hashCode() {
    return 31 * dimensions.hashCode() + Arrays.deepHashCode(new Object[] {elements});
  }
}
