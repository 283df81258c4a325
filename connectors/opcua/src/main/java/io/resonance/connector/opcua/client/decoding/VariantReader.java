package io.resonance.connector.opcua.client.decoding;

import io.resonance.connector.opcua.client.decoding.StructureTypes.Known;
import io.resonance.connector.opcua.client.decoding.StructureTypes.NotAsked;
import io.resonance.connector.opcua.client.decoding.StructureTypes.Unknowable;
import io.resonance.connector.opcua.source.OpcUaLocalizedText;
import io.resonance.connector.opcua.source.OpcUaMatrix;
import io.resonance.connector.opcua.source.OpcUaUndecoded;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Reads a Variant of any type (Part 6, 5.2.2.16) as a kind with its bits or its object, see {@link
 * OpcUaValueKind}. Holds the last one read.
 */
final class VariantReader {

  private final BinaryReader in;
  private final DecodingContext context;
  private final Set<NodeId> missing;
  private final JsonValues json;
  private byte kind;
  private long bits;
  private Object object;

  VariantReader(BinaryReader in, DecodingContext context, Set<NodeId> missing) {
    this.in = in;
    this.context = context;
    this.missing = missing;
    this.json = new JsonValues(in, context, missing);
  }

  byte kind() {
    return kind;
  }

  long bits() {
    return bits;
  }

  Object object() {
    return object;
  }

  /** Reads the Variant at a position and answers where it ends. */
  int read(int at) {
    in.moveTo(at);
    read();
    return in.at();
  }

  private void read() {
    in.enter();
    bits = 0;
    object = null;
    int mask = in.uint8();
    int typeId = mask & 0x3f;
    if (mask == 0) {
      kind = OpcUaValueKind.NULL;
    } else if ((mask & 0x80) != 0) {
      array(typeId, (mask & 0x40) != 0);
    } else if (typeId == OpcUaValueKind.VARIANT) {
      // not allowed, but what is meant is plain
      read();
    } else {
      scalar(typeId);
    }
    in.leave();
  }

  private void scalar(int typeId) {
    kind = (byte) typeId;
    if (OpcUaValueKind.isObject(kind) || typeId > OpcUaValueKind.DIAGNOSTIC_INFO) {
      object = object(typeId);
      if (typeId == OpcUaValueKind.EXTENSION_OBJECT && object instanceof String) {
        kind = OpcUaValueKind.STRUCTURE;
      }
    } else {
      bits = bits(typeId);
    }
  }

  private void array(int typeId, boolean hasDimensions) {
    int length = in.length(1);
    if (length < 0) {
      kind = OpcUaValueKind.NULL;
      return;
    }
    if (typeId == OpcUaValueKind.NULL || typeId > OpcUaValueKind.DIAGNOSTIC_INFO) {
      throw new MalformedMessageException("an array of the unknown built-in type " + typeId);
    }
    int elementKind = typeId;
    Object elements;
    if (OpcUaValueKind.isObject((byte) typeId)) {
      Object[] objects = objects(typeId, length);
      if (typeId == OpcUaValueKind.EXTENSION_OBJECT && allDecoded(objects)) {
        elementKind = OpcUaValueKind.STRUCTURE;
      }
      elements = objects;
    } else {
      elements = numbers(typeId, length);
    }
    kind = (byte) (OpcUaValueKind.ARRAY | elementKind);
    object = elements;
    if (hasDimensions) {
      List<Integer> dimensions = dimensions();
      if (dimensions.size() > 1 && product(dimensions) == length) {
        kind |= OpcUaValueKind.MATRIX;
        object = new OpcUaMatrix(dimensions, elements);
      }
    }
  }

  private static boolean allDecoded(Object[] structures) {
    for (Object structure : structures) {
      if (structure instanceof OpcUaUndecoded) {
        return false;
      }
    }
    return true;
  }

  private long[] numbers(int typeId, int length) {
    long[] numbers = new long[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = bits(typeId);
    }
    return numbers;
  }

  private Object[] objects(int typeId, int length) {
    Object[] objects = new Object[length];
    for (int i = 0; i < length; i++) {
      objects[i] = object(typeId);
    }
    return objects;
  }

  private List<Integer> dimensions() {
    int count = Math.max(0, in.length(4));
    List<Integer> dimensions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      dimensions.add(in.int32());
    }
    return dimensions;
  }

  /** The number of elements, or -1 if it is absurd. */
  private static long product(List<Integer> dimensions) {
    long product = 1;
    for (int dimension : dimensions) {
      product *= dimension;
      if (dimension < 0 || product > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return product;
  }

  private long bits(int typeId) {
    return switch (typeId) {
      case OpcUaValueKind.BOOLEAN -> in.int8() == 0 ? 0 : 1;
      case OpcUaValueKind.SBYTE -> in.int8();
      case OpcUaValueKind.BYTE -> in.uint8();
      case OpcUaValueKind.INT16 -> in.int16();
      case OpcUaValueKind.UINT16 -> in.uint16();
      case OpcUaValueKind.INT32, OpcUaValueKind.FLOAT -> in.int32();
      case OpcUaValueKind.UINT32, OpcUaValueKind.STATUS_CODE -> in.uint32();
      case OpcUaValueKind.INT64,
          OpcUaValueKind.UINT64,
          OpcUaValueKind.DOUBLE,
          OpcUaValueKind.DATE_TIME ->
          in.int64();
      default -> throw new MalformedMessageException("the unknown built-in type " + typeId);
    };
  }

  private Object object(int typeId) {
    return switch (typeId) {
      case OpcUaValueKind.STRING, OpcUaValueKind.XML_ELEMENT -> in.text();
      case OpcUaValueKind.GUID -> in.guid().toString();
      case OpcUaValueKind.BYTE_STRING -> in.bytes();
      case OpcUaValueKind.NODE_ID -> context.namespaces().text(in.nodeId());
      case OpcUaValueKind.EXPANDED_NODE_ID -> json.expandedNodeId();
      case OpcUaValueKind.QUALIFIED_NAME -> json.qualifiedName();
      case OpcUaValueKind.LOCALIZED_TEXT -> localizedText();
      case OpcUaValueKind.EXTENSION_OBJECT -> structure();
      case OpcUaValueKind.DATA_VALUE, OpcUaValueKind.VARIANT, OpcUaValueKind.DIAGNOSTIC_INFO ->
          written(typeId);
      default -> throw new MalformedMessageException("the unknown built-in type " + typeId);
    };
  }

  private OpcUaLocalizedText localizedText() {
    int mask = in.uint8();
    String locale = (mask & 1) != 0 ? in.text() : null;
    String text = (mask & 2) != 0 ? in.text() : null;
    return locale == null && text == null
        ? null
        : new OpcUaLocalizedText(locale == null ? "" : locale, text == null ? "" : text);
  }

  private String written(int typeId) {
    JsonText text = new JsonText();
    json.value(typeId, text);
    String written = text.toString();
    return written.equals("null") ? null : written;
  }

  /** A structure as JSON, or with the reason why not; null where there is none. */
  private Object structure() {
    NodeId type = in.nodeId();
    int form = in.uint8();
    if (form > 2) {
      throw new MalformedMessageException("an ExtensionObject of the unknown form " + form);
    }
    byte[] body = form == 0 ? null : in.bytes();
    if (body == null) {
      return type.isNull() ? null : undecoded(type, "it has no body", new byte[0]);
    }
    if (form == 2) {
      return undecoded(type, "its body is XML", body);
    }
    StructureTypes.Knowledge knowledge = context.structures().ofEncoding(type);
    if (knowledge instanceof Known known) {
      return decoded(type, known.type(), body);
    }
    if (knowledge instanceof NotAsked) {
      missing.add(type);
    }
    String why =
        knowledge instanceof Unknowable u ? u.reason() : "the server was not asked for its type";
    return undecoded(type, why, body);
  }

  /** What is wrong within a structure does not concern the values beside it. */
  private Object decoded(NodeId encoding, StructureType type, byte[] body) {
    JsonText text = new JsonText();
    try {
      new StructureReader(in.within(body), context, missing).typed(type, text);
      return text.toString();
    } catch (MalformedMessageException e) {
      return undecoded(encoding, e.getMessage(), body);
    } catch (IndexOutOfBoundsException e) {
      return undecoded(encoding, "it ends before its definition does", body);
    }
  }

  private OpcUaUndecoded undecoded(NodeId type, String reason, byte[] body) {
    return new OpcUaUndecoded(context.namespaces().text(type), reason, body);
  }
}
