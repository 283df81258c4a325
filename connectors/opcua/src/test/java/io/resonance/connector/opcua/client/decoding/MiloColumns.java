package io.resonance.connector.opcua.client.decoding;

import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaLocalizedText;
import io.resonance.connector.opcua.source.OpcUaMatrix;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.DiagnosticInfo;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/**
 * What the columns should be, from values that Milo decoded: the oracle. What columns hold as JSON
 * is {@link #JSON} here, a structure is its bytes or {@link #XML}.
 */
final class MiloColumns {

  static final String JSON = "{}";
  static final String XML = "<>";

  private final Namespaces namespaces;

  MiloColumns(NamespaceTable table) {
    this.namespaces = new Namespaces(table);
  }

  void add(OpcUaColumns columns, int item, DataValue value) {
    int status = (int) value.statusCode().value();
    long source = OpcUaTime.nanos(value.sourceTime());
    long server = OpcUaTime.nanos(value.serverTime());
    Object content = value.value().value();
    while (content instanceof Variant inner) {
      content = inner.value();
    }
    byte kind = kind(content);
    Object object = object(content);
    if (OpcUaValueKind.isObject(kind) && object != null) {
      columns.addObject(item, kind, object, status, source, server);
    } else {
      long bits = OpcUaValueKind.isObject(kind) ? 0 : bits(content);
      columns.add(item, kind, bits, status, source, server);
    }
    int sourcePicos = picoseconds(value.getSourcePicoseconds());
    int serverPicos = picoseconds(value.getServerPicoseconds());
    if (sourcePicos + serverPicos > 0) {
      columns.picoseconds(sourcePicos, serverPicos);
    }
  }

  private static int picoseconds(UShort units) {
    return units == null ? 0 : Math.min(9_999, units.intValue());
  }

  private static byte kind(Object value) {
    if (value == null) {
      return OpcUaValueKind.NULL;
    }
    if (value instanceof Matrix matrix) {
      int matrixBit = consistent(matrix) ? OpcUaValueKind.MATRIX : 0;
      return (byte) (kind(matrix.getElements()) | matrixBit);
    }
    if (value instanceof Object[] array) {
      int element = OpcUaDataType.fromBackingClass(array.getClass().getComponentType()).getTypeId();
      return (byte) (OpcUaValueKind.ARRAY | element);
    }
    Class<?> type = value instanceof ExtensionObject ? ExtensionObject.class : value.getClass();
    return (byte) OpcUaDataType.fromBackingClass(type).getTypeId();
  }

  private static boolean consistent(Matrix matrix) {
    long product = 1;
    for (int dimension : matrix.getDimensions()) {
      product *= dimension;
      if (dimension < 0 || product > Integer.MAX_VALUE) {
        return false;
      }
    }
    return product == ((Object[]) matrix.getElements()).length;
  }

  private static long bits(Object value) {
    if (value instanceof Double d) {
      return Double.doubleToRawLongBits(d);
    } else if (value instanceof Float f) {
      return Float.floatToRawIntBits(f);
    } else if (value instanceof Boolean b) {
      return b ? 1 : 0;
    } else if (value instanceof DateTime time) {
      return time.utcTime();
    } else if (value instanceof StatusCode code) {
      return code.value();
    }
    return value == null ? 0 : ((Number) value).longValue();
  }

  private Object object(Object value) {
    if (value instanceof Matrix matrix) {
      Object elements = object(matrix.getElements());
      return consistent(matrix)
          ? new OpcUaMatrix(Arrays.stream(matrix.getDimensions()).boxed().toList(), elements)
          : elements;
    } else if (value instanceof Object[] array) {
      return array(array);
    } else if (value instanceof ByteString bytes) {
      return bytes.bytes();
    } else if (value instanceof ExtensionObject structure) {
      return structure(structure);
    } else if (value instanceof LocalizedText text) {
      return text.text() == null && text.locale() == null
          ? null
          : new OpcUaLocalizedText(nonNull(text.locale()), nonNull(text.text()));
    } else if (value instanceof NodeId id) {
      return namespaces.text(id);
    } else if (value instanceof ExpandedNodeId id) {
      return expanded(id);
    } else if (value instanceof QualifiedName name) {
      return name.name() == null
          ? null
          : namespaces.text(name.namespaceIndex().intValue(), name.name());
    } else if (value instanceof XmlElement xml) {
      return xml.getFragment();
    } else if (value instanceof Variant variant) {
      return variant.value() == null ? null : JSON;
    } else if (value instanceof DataValue || value instanceof DiagnosticInfo) {
      return JSON;
    }
    return value == null ? null : value.toString();
  }

  private static String expanded(ExpandedNodeId id) {
    String text = id.toParseableString();
    return id.getIdentifier() instanceof UUID guid
        ? text.replace(guid.toString().toUpperCase(Locale.ROOT), guid.toString())
        : text;
  }

  private static Object structure(ExtensionObject structure) {
    if (structure.getBody() instanceof XmlElement xml) {
      return xml.getFragment() == null ? null : XML;
    }
    byte[] body = ((ByteString) structure.getBody()).bytesOrEmpty();
    return body.length == 0 ? null : body;
  }

  private Object array(Object[] array) {
    if (!OpcUaValueKind.isObject((byte) (kind(array) & 0x1f))) {
      return Arrays.stream(array).mapToLong(MiloColumns::bits).toArray();
    }
    return Arrays.stream(array).map(this::object).toArray();
  }

  private static String nonNull(String text) {
    return text == null ? "" : text;
  }
}
