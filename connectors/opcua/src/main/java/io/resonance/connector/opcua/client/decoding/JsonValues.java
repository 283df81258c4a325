package io.resonance.connector.opcua.client.decoding;

import io.resonance.connector.opcua.client.decoding.StructureTypes.Known;
import io.resonance.connector.opcua.client.decoding.StructureTypes.NotAsked;
import io.resonance.connector.opcua.client.decoding.StructureTypes.Unknowable;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Reads values of built-in types and writes them as JSON, as OPC UA does (Part 6, 5.4): Int64 and
 * UInt64 in quotes, NaN and infinities as texts, ByteStrings in Base64, structures with the id of
 * their type.
 */
final class JsonValues {

  private final BinaryReader in;
  private final DecodingContext context;
  private final Set<NodeId> missing;

  /**
   * Starts to read.
   *
   * @param missing gets the encodings the server was not asked for yet
   */
  JsonValues(BinaryReader in, DecodingContext context, Set<NodeId> missing) {
    this.in = in;
    this.context = context;
    this.missing = missing;
  }

  /** One value. */
  void value(int typeId, JsonText json) {
    switch (typeId) {
      case OpcUaValueKind.BOOLEAN -> json.bare(in.int8() == 0 ? "false" : "true");
      case OpcUaValueKind.SBYTE -> json.bare(Integer.toString(in.int8()));
      case OpcUaValueKind.BYTE -> json.bare(Integer.toString(in.uint8()));
      case OpcUaValueKind.INT16 -> json.bare(Integer.toString(in.int16()));
      case OpcUaValueKind.UINT16 -> json.bare(Integer.toString(in.uint16()));
      case OpcUaValueKind.INT32 -> json.bare(Integer.toString(in.int32()));
      case OpcUaValueKind.UINT32, OpcUaValueKind.STATUS_CODE ->
          json.bare(Long.toString(in.uint32()));
      case OpcUaValueKind.INT64 -> json.quoted(Long.toString(in.int64()));
      case OpcUaValueKind.UINT64 -> json.quoted(Long.toUnsignedString(in.int64()));
      case OpcUaValueKind.FLOAT -> json.number(Float.intBitsToFloat(in.int32()));
      case OpcUaValueKind.DOUBLE -> json.number(Double.longBitsToDouble(in.int64()));
      case OpcUaValueKind.STRING, OpcUaValueKind.XML_ELEMENT -> json.quoted(in.text());
      case OpcUaValueKind.DATE_TIME -> json.dateTime(in.int64());
      case OpcUaValueKind.GUID -> json.quoted(in.guid().toString());
      case OpcUaValueKind.BYTE_STRING -> json.base64(in.bytes());
      default -> compound(typeId, json);
    }
  }

  private void compound(int typeId, JsonText json) {
    switch (typeId) {
      case OpcUaValueKind.NODE_ID -> json.quoted(context.namespaces().text(in.nodeId()));
      case OpcUaValueKind.EXPANDED_NODE_ID -> json.quoted(expandedNodeId());
      case OpcUaValueKind.QUALIFIED_NAME -> json.quoted(qualifiedName());
      case OpcUaValueKind.LOCALIZED_TEXT -> localizedText(json);
      case OpcUaValueKind.EXTENSION_OBJECT -> extensionObject(json);
      case OpcUaValueKind.DATA_VALUE -> dataValue(json);
      case OpcUaValueKind.VARIANT -> variant(json);
      case OpcUaValueKind.DIAGNOSTIC_INFO -> diagnosticInfo(json);
      default -> throw new MalformedMessageException("the unknown built-in type " + typeId);
    }
  }

  String expandedNodeId() {
    int flags = in.uint8();
    NodeId id = in.nodeId(flags & 0x0f);
    String uri = (flags & 0x80) != 0 ? in.text() : null;
    long server = (flags & 0x40) != 0 ? in.uint32() : 0;
    return context.namespaces().text(id, uri, server);
  }

  String qualifiedName() {
    int namespace = in.uint16();
    String name = in.name();
    return name == null ? null : context.namespaces().text(namespace, name);
  }

  private void localizedText(JsonText json) {
    int mask = in.uint8();
    String locale = (mask & 1) != 0 ? in.text() : null;
    String text = (mask & 2) != 0 ? in.text() : null;
    if (locale == null && text == null) {
      json.bare("null");
      return;
    }
    json.open('{');
    if (locale != null) {
      json.name("Locale").quoted(locale);
    }
    json.name("Text").quoted(text).close('}');
  }

  /** A structure with its type; as bytes where the type is not known. */
  private void extensionObject(JsonText json) {
    NodeId type = in.nodeId();
    int form = in.uint8();
    if (form > 2) {
      throw new MalformedMessageException("an ExtensionObject of the unknown form " + form);
    }
    byte[] body = form == 0 ? null : in.bytes();
    if (type.isNull() && body == null) {
      json.bare("null");
      return;
    }
    if (form == 1
        && structures().ofEncoding(type) instanceof Known known
        && decoded(known.type(), body == null ? new byte[0] : body, json)) {
      return;
    }
    if (form == 1 && structures().ofEncoding(type) instanceof NotAsked) {
      missing.add(type);
    }
    json.open('{').name("UaTypeId").quoted(context.namespaces().text(type));
    if (form != 0) {
      json.name("UaEncoding").bare(Integer.toString(form)).name("UaBody").base64(body);
    }
    json.close('}');
  }

  /** What is wrong within a structure does not concern what lies around it. */
  private boolean decoded(StructureType type, byte[] body, JsonText json) {
    JsonText.Mark start = json.mark();
    try {
      new StructureReader(in.within(body), context, missing).typed(type, json);
      return true;
    } catch (MalformedMessageException | IndexOutOfBoundsException e) {
      json.backTo(start);
      return false;
    }
  }

  private void dataValue(JsonText json) {
    int mask = in.uint8();
    json.open('{');
    if ((mask & 1) != 0) {
      json.name("Value");
      variant(json);
    }
    if ((mask & 2) != 0) {
      json.name("StatusCode").bare(Long.toString(in.uint32()));
    }
    if ((mask & 4) != 0) {
      json.name("SourceTimestamp").dateTime(in.int64());
    }
    if ((mask & 16) != 0) {
      json.name("SourcePicoseconds").bare(Integer.toString(in.uint16()));
    }
    if ((mask & 8) != 0) {
      json.name("ServerTimestamp").dateTime(in.int64());
    }
    if ((mask & 32) != 0) {
      json.name("ServerPicoseconds").bare(Integer.toString(in.uint16()));
    }
    json.close('}');
  }

  /** A Variant with the number of its type. */
  void variant(JsonText json) {
    in.enter();
    int mask = in.uint8();
    int typeId = mask & 0x3f;
    if (mask == 0) {
      json.bare("null");
    } else if ((mask & 0x80) == 0 && typeId == OpcUaValueKind.VARIANT) {
      variant(json);
    } else if ((mask & 0x80) == 0) {
      json.open('{').name("UaType").bare(Integer.toString(typeId)).name("Value");
      value(typeId, json);
      json.close('}');
    } else {
      variantArray(typeId, (mask & 0x40) != 0, json);
    }
    in.leave();
  }

  private void variantArray(int typeId, boolean hasDimensions, JsonText json) {
    int length = in.length(1);
    if (length < 0) {
      json.bare("null");
      return;
    }
    if (typeId == OpcUaValueKind.NULL || typeId > OpcUaValueKind.DIAGNOSTIC_INFO) {
      // also where there are no elements to show it
      throw new MalformedMessageException("an array of the unknown built-in type " + typeId);
    }
    json.open('{').name("UaType").bare(Integer.toString(typeId)).name("Value").open('[');
    for (int i = 0; i < length; i++) {
      value(typeId, json);
    }
    json.close(']');
    if (hasDimensions) {
      int dimensions = Math.max(0, in.length(4));
      json.name("Dimensions").open('[');
      for (int i = 0; i < dimensions; i++) {
        json.bare(Integer.toString(in.int32()));
      }
      json.close(']');
    }
    json.close('}');
  }

  /** A DiagnosticInfo; its numbers are indexes into texts that are not sent with values. */
  void diagnosticInfo(JsonText json) {
    in.enter();
    int mask = in.uint8();
    if (mask == 0) {
      json.bare("null");
      in.leave();
      return;
    }
    json.open('{');
    index(mask & 0x01, "SymbolicId", json);
    index(mask & 0x02, "NamespaceUri", json);
    // the bits of these two are 4 and 8, the order of the fields is the other way round in JSON
    index(mask & 0x04, "LocalizedText", json);
    index(mask & 0x08, "Locale", json);
    if ((mask & 0x10) != 0) {
      json.name("AdditionalInfo").quoted(in.text());
    }
    if ((mask & 0x20) != 0) {
      json.name("InnerStatusCode").bare(Long.toString(in.uint32()));
    }
    if ((mask & 0x40) != 0) {
      json.name("InnerDiagnosticInfo");
      diagnosticInfo(json);
    }
    json.close('}');
    in.leave();
  }

  private void index(int present, String name, JsonText json) {
    if (present != 0) {
      json.name(name).bare(Integer.toString(in.int32()));
    }
  }

  /** What is known of a structure without a header. */
  StructureType nested(NodeId dataType) {
    StructureTypes.Knowledge knowledge = structures().ofDataType(dataType);
    if (knowledge instanceof Known known) {
      return known.type();
    }
    String why = knowledge instanceof Unknowable u ? u.reason() : "the server was not asked for it";
    throw new MalformedMessageException(
        "a field has the type %s, and %s".formatted(context.namespaces().text(dataType), why));
  }

  private StructureTypes structures() {
    return context.structures();
  }
}
