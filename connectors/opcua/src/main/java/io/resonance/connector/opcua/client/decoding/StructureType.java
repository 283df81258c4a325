package io.resonance.connector.opcua.client.decoding;

import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * How a structured DataType is encoded (Part 3, 8.48 StructureDefinition).
 *
 * @param dataType the DataType
 * @param form which of the encodings of Part 6, 5.2.6 to 5.2.8
 * @param fields in the order of the encoding
 */
public record StructureType(NodeId dataType, Form form, List<Field> fields) {

  public StructureType {
    fields = List.copyOf(fields);
  }

  /** What precedes the fields. */
  public enum Form {
    /** Nothing. */
    PLAIN,
    /** A mask of the optional fields that are there. */
    OPTIONAL_FIELDS,
    /** The number of the one field that is there. */
    UNION
  }

  /**
   * A field.
   *
   * @param name its name
   * @param type what is in it
   * @param valueRank -1 for a scalar, 1 for an array, more for a matrix
   * @param optional whether it may be left out
   */
  public record Field(String name, FieldType type, int valueRank, boolean optional) {}

  /** What is in a field. */
  public sealed interface FieldType {}

  /** A built-in type, by its number. */
  public record BuiltIn(int typeId) implements FieldType {}

  /** An Int32 that stands for a text. */
  public record Enumeration(Map<Long, String> texts) implements FieldType {
    public Enumeration {
      texts = Map.copyOf(texts);
    }
  }

  /** A structure without a header; what it is made of is looked up when it is met. */
  public record Nested(NodeId dataType) implements FieldType {}

  /** Any structure, in an ExtensionObject. */
  public record AnyStructure() implements FieldType {}
}
