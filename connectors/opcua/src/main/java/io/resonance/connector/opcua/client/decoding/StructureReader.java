package io.resonance.connector.opcua.client.decoding;

import io.resonance.connector.opcua.client.decoding.StructureType.AnyStructure;
import io.resonance.connector.opcua.client.decoding.StructureType.BuiltIn;
import io.resonance.connector.opcua.client.decoding.StructureType.Enumeration;
import io.resonance.connector.opcua.client.decoding.StructureType.Field;
import io.resonance.connector.opcua.client.decoding.StructureType.FieldType;
import io.resonance.connector.opcua.client.decoding.StructureType.Nested;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Reads the body of a structure by its definition (Part 6, 5.2.6 to 5.2.8) and writes it as JSON.
 */
final class StructureReader {

  private final BinaryReader in;
  private final DecodingContext context;
  private final JsonValues values;

  StructureReader(BinaryReader in, DecodingContext context, Set<NodeId> missing) {
    this.in = in;
    this.context = context;
    this.values = new JsonValues(in, context, missing);
  }

  /** The whole body, with the id of its type; it is refused if the definition leaves bytes over. */
  void typed(StructureType type, JsonText json) {
    json.open('{').name("UaTypeId").quoted(context.namespaces().text(type.dataType()));
    fields(type, json);
    json.close('}');
    if (in.remaining() > 0) {
      throw new MalformedMessageException(
          "its definition leaves %d bytes over".formatted(in.remaining()));
    }
  }

  private void fields(StructureType type, JsonText json) {
    in.enter();
    switch (type.form()) {
      case PLAIN -> type.fields().forEach(field -> field(field, json));
      case OPTIONAL_FIELDS -> present(type, in.uint32(), json);
      case UNION -> {
        long chosen = in.uint32();
        if (chosen > type.fields().size()) {
          throw new MalformedMessageException(
              "field %d of a union of %d".formatted(chosen, type.fields().size()));
        }
        if (chosen > 0) {
          field(type.fields().get((int) chosen - 1), json);
        }
      }
    }
    in.leave();
  }

  private void present(StructureType type, long mask, JsonText json) {
    int bit = 0;
    for (Field field : type.fields()) {
      if (!field.optional() || (mask >>> bit++ & 1) != 0) {
        field(field, json);
      }
    }
  }

  private void field(Field field, JsonText json) {
    json.name(field.name());
    if (field.valueRank() == -1) {
      element(field.type(), json);
    } else if (field.valueRank() == 1) {
      array(field.type(), in.length(1), json);
    } else if (field.valueRank() > 1) {
      matrix(field.type(), json);
    } else {
      throw new MalformedMessageException(
          "the field %s has the ValueRank %d, which no encoding has"
              .formatted(field.name(), field.valueRank()));
    }
  }

  private void array(FieldType type, int length, JsonText json) {
    if (length < 0) {
      json.bare("null");
      return;
    }
    json.open('[');
    for (int i = 0; i < length; i++) {
      element(type, json);
    }
    json.close(']');
  }

  /** Dimensions, then the elements in row order without a length of their own (Part 6, 5.2.5). */
  private void matrix(FieldType type, JsonText json) {
    int count = Math.max(0, in.length(4));
    long elements = count == 0 ? 0 : 1;
    json.open('{').name("Dimensions").open('[');
    for (int i = 0; i < count; i++) {
      int dimension = in.int32();
      elements *= Math.max(0, dimension);
      if (elements > in.remaining()) {
        throw new MalformedMessageException("a matrix has more elements than there are bytes");
      }
      json.bare(Integer.toString(dimension));
    }
    json.close(']').name("Array");
    array(type, (int) elements, json);
    json.close('}');
  }

  private void element(FieldType type, JsonText json) {
    if (type instanceof BuiltIn builtIn) {
      values.value(builtIn.typeId(), json);
    } else if (type instanceof Enumeration enumeration) {
      long code = in.int32();
      String text = enumeration.texts().get(code);
      json.quoted(text == null ? Long.toString(code) : text + "_" + code);
    } else if (type instanceof Nested nested) {
      json.open('{');
      fields(values.nested(nested.dataType()), json);
      json.close('}');
    } else if (type instanceof AnyStructure) {
      values.value(OpcUaValueKind.EXTENSION_OBJECT, json);
    }
  }
}
