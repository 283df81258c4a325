package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.client.decoding.Namespaces;
import io.resonance.connector.opcua.client.decoding.StructureType;
import io.resonance.connector.opcua.client.decoding.StructureType.AnyStructure;
import io.resonance.connector.opcua.client.decoding.StructureType.BuiltIn;
import io.resonance.connector.opcua.client.decoding.StructureType.Enumeration;
import io.resonance.connector.opcua.client.decoding.StructureType.Field;
import io.resonance.connector.opcua.client.decoding.StructureType.FieldType;
import io.resonance.connector.opcua.client.decoding.StructureType.Form;
import io.resonance.connector.opcua.client.decoding.StructureType.Nested;
import io.resonance.connector.opcua.client.decoding.StructureTypes;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureField;

/**
 * The DataTypes a server explained in this session: what a structure is made of and what the codes
 * of an enumeration mean. Filled by {@link DataTypeReading}; safe for use by several threads.
 */
final class ServerDataTypes implements StructureTypes {

  /** Enumeration; the abstract types of Part 5, 12.2 that are built into the encoding lie below. */
  private static final int ENUMERATION = 29;

  private static final int STRUCTURE = 22;
  private static final int NUMBER = 26;

  /** A chain of subtypes is never this long; a server that has a loop in it is not followed. */
  private static final int MAX_CHAIN = 50;

  /**
   * A DataType as the server has it.
   *
   * @param superType what it is a subtype of
   * @param isAbstract whether values are always of a subtype
   * @param structure its StructureDefinition, if it is a structure with one
   * @param texts texts by code, if it is an enumeration with some
   */
  record DataType(
      Optional<NodeId> superType,
      boolean isAbstract,
      Optional<StructureDefinition> structure,
      Map<Long, String> texts) {}

  private final Namespaces namespaces;
  private final Map<NodeId, DataType> dataTypes = new ConcurrentHashMap<>();
  private final Map<NodeId, NodeId> encodings = new ConcurrentHashMap<>();
  private final Map<NodeId, String> unknowable = new ConcurrentHashMap<>();
  private final Map<NodeId, Knowledge> structures = new ConcurrentHashMap<>();

  ServerDataTypes(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  void add(NodeId id, DataType dataType) {
    dataTypes.put(id, dataType);
  }

  void addEncoding(NodeId encoding, NodeId dataType) {
    encodings.put(encoding, dataType);
  }

  /** An encoding the server does not explain; it is not asked again. */
  void addUnknowable(NodeId encoding, String reason) {
    unknowable.put(encoding, reason);
  }

  int size() {
    return dataTypes.size();
  }

  /** Whether nothing more need be asked about a DataType. */
  boolean isKnown(NodeId id) {
    return builtIn(id) >= 0 || dataTypes.containsKey(id);
  }

  /** Texts of the codes of an enumerated DataType; empty for others. */
  Map<Long, String> enumerationTexts(NodeId id) {
    NodeId at = id;
    for (int i = 0; i < MAX_CHAIN && dataTypes.get(at) != null; i++) {
      DataType dataType = dataTypes.get(at);
      if (!dataType.texts().isEmpty()) {
        return dataType.texts();
      }
      at = dataType.superType().orElse(NodeId.NULL_VALUE);
    }
    return Map.of();
  }

  @Override
  public Knowledge ofEncoding(NodeId encoding) {
    NodeId dataType = encodings.get(encoding);
    if (dataType != null) {
      return ofDataType(dataType);
    }
    String reason = unknowable.get(encoding);
    return reason == null ? new NotAsked() : new Unknowable(reason);
  }

  @Override
  public Knowledge ofDataType(NodeId dataType) {
    Knowledge known = structures.get(dataType);
    if (known == null) {
      known = structure(dataType);
      if (known instanceof Known) {
        structures.put(dataType, known);
      }
    }
    return known;
  }

  private Knowledge structure(NodeId id) {
    NodeId at = id;
    for (int i = 0; i < MAX_CHAIN && dataTypes.get(at) != null; i++) {
      DataType dataType = dataTypes.get(at);
      if (dataType.structure().isPresent()) {
        return structure(id, dataType.structure().get());
      }
      // an OptionSet has an EnumDefinition and the fields of its supertype
      at = dataType.superType().orElse(NodeId.NULL_VALUE);
    }
    return new Unknowable("the server gives no StructureDefinition for " + namespaces.text(id));
  }

  private Knowledge structure(NodeId id, StructureDefinition definition) {
    List<Field> fields = new ArrayList<>();
    StructureField[] defined = definition.getFields();
    for (StructureField field : defined == null ? new StructureField[0] : defined) {
      Optional<FieldType> type = fieldType(definition, field);
      if (type.isEmpty()) {
        return new Unknowable(
            "the server does not explain %s, the type of its field %s"
                .formatted(namespaces.text(field.getDataType()), field.getName()));
      }
      fields.add(
          new Field(
              field.getName() == null ? "" : field.getName(),
              type.get(),
              field.getValueRank(),
              !allowsSubtypes(definition) && field.getIsOptional()));
    }
    return new Known(new StructureType(id, form(definition), fields));
  }

  private static Form form(StructureDefinition definition) {
    return switch (definition.getStructureType()) {
      case Structure, StructureWithSubtypedValues -> Form.PLAIN;
      case StructureWithOptionalFields -> Form.OPTIONAL_FIELDS;
      case Union, UnionWithSubtypedValues -> Form.UNION;
    };
  }

  private static boolean allowsSubtypes(StructureDefinition definition) {
    return switch (definition.getStructureType()) {
      case StructureWithSubtypedValues, UnionWithSubtypedValues -> true;
      case Structure, StructureWithOptionalFields, Union -> false;
    };
  }

  private Optional<FieldType> fieldType(StructureDefinition definition, StructureField field) {
    // isOptional says of these forms that the value may be of a subtype (Part 3, 8.51)
    boolean subtypes = allowsSubtypes(definition) && field.getIsOptional();
    NodeId id = field.getDataType();
    NodeId at = id;
    for (int i = 0; i < MAX_CHAIN; i++) {
      int builtIn = builtIn(at);
      if (builtIn == STRUCTURE) {
        boolean open = subtypes || at.equals(id) || dataTypes.get(id).isAbstract();
        return Optional.of(open ? new AnyStructure() : new Nested(id));
      } else if (builtIn == ENUMERATION) {
        return Optional.of(new Enumeration(enumerationTexts(id)));
      } else if (builtIn >= 0) {
        boolean open = subtypes || builtIn >= NUMBER;
        return Optional.of(new BuiltIn(open ? OpcUaValueKind.VARIANT : builtIn));
      }
      DataType dataType = dataTypes.get(at);
      if (dataType == null || dataType.superType().isEmpty()) {
        return Optional.empty();
      }
      at = dataType.superType().get();
    }
    return Optional.empty();
  }

  /** The number of a DataType that the encoding itself knows, or -1. */
  private static int builtIn(NodeId id) {
    return id.getNamespaceIndex().intValue() == 0
            && id.getIdentifier() instanceof UInteger number
            && number.longValue() >= 1
            && number.longValue() <= ENUMERATION
        ? number.intValue()
        : -1;
  }
}
