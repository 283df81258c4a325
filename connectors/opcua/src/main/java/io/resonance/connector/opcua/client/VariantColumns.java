package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/**
 * Puts values decoded by Milo into columns: the slow path, for history and for what the flat
 * decoder leaves.
 */
final class VariantColumns {

  private VariantColumns() {}

  static void add(OpcUaColumns columns, int item, DataValue value) {
    int status = value.statusCode() == null ? 0 : (int) value.statusCode().value();
    long source = OpcUaTime.nanos(value.sourceTime());
    long server = OpcUaTime.nanos(value.serverTime());
    Variant variant = value.value();
    Object content = variant == null ? null : variant.value();
    byte kind = kind(content);
    if (OpcUaValueKind.isObject(kind)) {
      columns.addObject(item, kind, object(content), status, source, server);
    } else {
      columns.add(item, kind, bits(content), status, source, server);
    }
  }

  private static byte kind(Object value) {
    if (value == null) {
      return OpcUaValueKind.NULL;
    }
    if (value instanceof Matrix matrix) {
      return kind(matrix.getElements());
    }
    if (value instanceof Object[] array) {
      return (byte) (OpcUaValueKind.ARRAY | elementKind(array));
    }
    return scalarKind(value);
  }

  private static byte elementKind(Object[] array) {
    for (Object element : array) {
      if (element != null) {
        return scalarKind(element);
      }
    }
    return OpcUaValueKind.STRING;
  }

  private static byte scalarKind(Object value) {
    if (value instanceof Double) {
      return OpcUaValueKind.DOUBLE;
    } else if (value instanceof Float) {
      return OpcUaValueKind.FLOAT;
    } else if (value instanceof Boolean) {
      return OpcUaValueKind.BOOLEAN;
    } else if (value instanceof Byte) {
      return OpcUaValueKind.SBYTE;
    } else if (value instanceof UByte) {
      return OpcUaValueKind.BYTE;
    } else if (value instanceof Short) {
      return OpcUaValueKind.INT16;
    } else if (value instanceof UShort) {
      return OpcUaValueKind.UINT16;
    } else if (value instanceof Integer) {
      return OpcUaValueKind.INT32;
    } else if (value instanceof UInteger) {
      return OpcUaValueKind.UINT32;
    } else if (value instanceof Long) {
      return OpcUaValueKind.INT64;
    } else if (value instanceof ULong) {
      return OpcUaValueKind.UINT64;
    } else if (value instanceof DateTime) {
      return OpcUaValueKind.DATE_TIME;
    } else if (value instanceof StatusCode) {
      return OpcUaValueKind.STATUS_CODE;
    }
    return textKind(value);
  }

  private static byte textKind(Object value) {
    if (value instanceof UUID) {
      return OpcUaValueKind.GUID;
    } else if (value instanceof ByteString) {
      return OpcUaValueKind.BYTE_STRING;
    } else if (value instanceof XmlElement) {
      return OpcUaValueKind.XML_ELEMENT;
    } else if (value instanceof NodeId) {
      return OpcUaValueKind.NODE_ID;
    } else if (value instanceof ExpandedNodeId) {
      return OpcUaValueKind.EXPANDED_NODE_ID;
    } else if (value instanceof QualifiedName) {
      return OpcUaValueKind.QUALIFIED_NAME;
    } else if (value instanceof LocalizedText) {
      return OpcUaValueKind.LOCALIZED_TEXT;
    } else if (value instanceof ExtensionObject) {
      return OpcUaValueKind.EXTENSION_OBJECT;
    }
    return OpcUaValueKind.STRING;
  }

  private static long bits(Object value) {
    if (value instanceof Double d) {
      return Double.doubleToRawLongBits(d);
    } else if (value instanceof Float f) {
      return Float.floatToRawIntBits(f);
    } else if (value instanceof Boolean b) {
      return b ? 1 : 0;
    } else if (value instanceof DateTime time) {
      return OpcUaTime.nanos(time);
    } else if (value instanceof StatusCode code) {
      return code.value();
    } else if (value instanceof Number number) {
      return number.longValue();
    }
    return 0;
  }

  private static Object object(Object value) {
    if (value instanceof Matrix matrix) {
      return object(matrix.getElements());
    } else if (value instanceof Object[] array) {
      return array(array);
    } else if (value instanceof ByteString bytes) {
      return bytes.bytesOrEmpty();
    } else if (value instanceof ExtensionObject structure) {
      return structure.getBody() instanceof ByteString body
          ? body.bytesOrEmpty()
          : String.valueOf(structure.getBody());
    } else if (value instanceof LocalizedText text) {
      return text.text();
    } else if (value instanceof NodeId id) {
      return id.toParseableString();
    } else if (value instanceof ExpandedNodeId id) {
      return id.toParseableString();
    } else if (value instanceof QualifiedName name) {
      return name.toParseableString();
    } else if (value instanceof XmlElement xml) {
      return xml.getFragment();
    }
    return value == null ? null : value.toString();
  }

  private static Object array(Object[] array) {
    if (!OpcUaValueKind.isObject(elementKind(array))) {
      long[] bits = new long[array.length];
      for (int i = 0; i < array.length; i++) {
        bits[i] = bits(array[i]);
      }
      return bits;
    }
    Object[] objects = new Object[array.length];
    for (int i = 0; i < array.length; i++) {
      objects[i] = object(array[i]);
    }
    return objects;
  }
}
