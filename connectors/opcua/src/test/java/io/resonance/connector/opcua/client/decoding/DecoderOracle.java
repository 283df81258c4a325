package io.resonance.connector.opcua.client.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaMatrix;
import io.resonance.connector.opcua.source.OpcUaUndecoded;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.ServerTable;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingManager;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryDecoder;
import org.eclipse.milo.opcua.stack.core.types.DataTypeManager;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;

/**
 * Holds the flat decoder against Milo's on any bytes: both give the same values or both refuse.
 * Values are compared but for JSON, of which it only counts whether it is there.
 */
final class DecoderOracle {

  static final int ITEMS = 50;

  /** Longer arrays Milo refuses before it makes room for them. */
  private static final int MAX_LENGTH = 1 << 16;

  static final DecodingContext CONTEXT =
      new DecodingContext(ITEMS, new Namespaces(new NamespaceTable()), StructureTypes.none());

  private static final List<String> NODES = Collections.nCopies(ITEMS, "n");

  /** What Milo decodes with in the client, see MiloConnector. */
  static final EncodingContext MILO =
      new EncodingContext() {
        @Override
        public DataTypeManager getDataTypeManager() {
          return DefaultEncodingContext.INSTANCE.getDataTypeManager();
        }

        @Override
        public EncodingManager getEncodingManager() {
          return DefaultEncodingContext.INSTANCE.getEncodingManager();
        }

        @Override
        public EncodingLimits getEncodingLimits() {
          return new EncodingLimits(65_536, 1_024, MAX_LENGTH, 64);
        }

        @Override
        public NamespaceTable getNamespaceTable() {
          return DefaultEncodingContext.INSTANCE.getNamespaceTable();
        }

        @Override
        public ServerTable getServerTable() {
          return DefaultEncodingContext.INSTANCE.getServerTable();
        }
      };

  private DecoderOracle() {}

  /** Fails if the decoders disagree; answers whether both accepted. */
  static boolean agree(byte[] body) {
    Optional<OpcUaBatch> ours = ours(body);
    Optional<OpcUaBatch> milos = milos(body);
    String message = HexFormat.of().formatHex(body);
    assertThat(ours.isPresent()).as("accepts %s", message).isEqualTo(milos.isPresent());
    assertThat(ours).as("values of %s", message).isEqualTo(milos);
    return ours.isPresent();
  }

  private static Optional<OpcUaBatch> ours(byte[] body) {
    try {
      return Optional.of(masked(NotificationDecoder.decode(body, CONTEXT).columns()));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  private static Optional<OpcUaBatch> milos(byte[] body) {
    OpcUaColumns columns = new OpcUaColumns(4);
    MiloColumns expected = new MiloColumns(new NamespaceTable());
    try {
      OpcUaBinaryDecoder decoder = new OpcUaBinaryDecoder(MILO);
      decoder.setBuffer(Unpooled.wrappedBuffer(body));
      var changes =
          (DataChangeNotification) new DataChangeNotification.Codec().decode(MILO, decoder);
      if (changes.getMonitoredItems() != null) {
        for (MonitoredItemNotification change : changes.getMonitoredItems()) {
          long handle = change.getClientHandle().longValue();
          if (handle < ITEMS) {
            expected.add(columns, (int) handle, change.getValue());
          }
        }
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      // Milo believes the number of a matrix's dimensions and asks for gigabytes
      return Optional.empty();
    }
    return Optional.of(masked(columns));
  }

  private static OpcUaBatch batch(OpcUaColumns columns) {
    return OpcUaBatch.builder("e", 0, NODES).values(columns).build();
  }

  /** The columns with JSON, structures and nulls in one form. */
  private static OpcUaBatch masked(OpcUaColumns columns) {
    OpcUaBatch batch = batch(columns);
    OpcUaColumns masked = new OpcUaColumns(columns.size());
    for (int i = 0; i < batch.size(); i++) {
      byte kind = batch.kind(i);
      Object object = masked(OpcUaValueKind.elementKind(kind), batch.object(i));
      if (OpcUaValueKind.elementKind(kind) == OpcUaValueKind.STRUCTURE) {
        kind = (byte) ((kind & ~OpcUaValueKind.STRUCTURE) | OpcUaValueKind.EXTENSION_OBJECT);
      }
      if (OpcUaValueKind.isObject(kind) && object == null) {
        // Milo's null has no type
        kind = OpcUaValueKind.NULL;
      }
      long source = batch.sourceTime(i);
      if (object != null) {
        masked.addObject(
            batch.item(i), kind, object, batch.statusCode(i), source, batch.serverTime(i));
      } else {
        masked.add(
            batch.item(i), kind, batch.bits(i), batch.statusCode(i), source, batch.serverTime(i));
      }
      if (batch.sourcePicoseconds(i) + batch.serverPicoseconds(i) > 0) {
        masked.picoseconds(batch.sourcePicoseconds(i), batch.serverPicoseconds(i));
      }
    }
    return batch(masked);
  }

  private static Object masked(byte elementKind, Object object) {
    if (object instanceof OpcUaMatrix matrix) {
      return new OpcUaMatrix(matrix.dimensions(), masked(elementKind, matrix.elements()));
    } else if (object instanceof Object[] entries) {
      return Arrays.stream(entries).map(entry -> masked(elementKind, entry)).toArray();
    } else if (object instanceof OpcUaUndecoded structure) {
      return structure.reason().contains("XML")
          ? MiloColumns.XML
          : structure.body().length == 0 ? null : structure.body();
    }
    boolean json =
        elementKind >= OpcUaValueKind.DATA_VALUE && elementKind <= OpcUaValueKind.DIAGNOSTIC_INFO;
    return object != null && json ? MiloColumns.JSON : object;
  }
}
