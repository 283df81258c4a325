package io.resonance.connector.opcua.client.decoding;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Decodes the body of a DataChangeNotification or of HistoryData (Part 6, 5.2: little-endian
 * binary) straight into columns. Scalars of fixed size and strings are read here, everything else
 * by a {@link VariantReader}. Trades beauty for speed: a scalar costs some 20 ns here and 100 ns
 * and several objects in a decoder that makes objects.
 *
 * <p>Accepts what Milo's decoder accepts and refuses what that refuses; a test with mutated
 * messages holds it to that.
 */
public final class NotificationDecoder {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int HAS_VALUE = 1;
  private static final int HAS_STATUS = 2;
  private static final int HAS_SOURCE_TIME = 4;
  private static final int HAS_SERVER_TIME = 8;
  private static final int HAS_SOURCE_PICOS = 16;
  private static final int HAS_SERVER_PICOS = 32;

  /** The first two bytes of a double that is Good and has both timestamps, and its length. */
  private static final short GOOD_DOUBLE =
      HAS_VALUE | HAS_SOURCE_TIME | HAS_SERVER_TIME | OpcUaValueKind.DOUBLE << Byte.SIZE;

  private static final int DOUBLE_BYTES = 2 + 3 * Long.BYTES;

  /** Units of 10 ps; more than these are not possible and mean these (Part 6, 5.2.2.17). */
  private static final int MAX_PICOSECONDS = 9_999;

  /** What a short value takes with its handle and one timestamp. */
  private static final int USUAL_BYTES = 15;

  private final byte[] body;
  private final DecodingContext context;
  private final Set<NodeId> missing = new HashSet<>();
  private VariantReader variants;
  private BinaryReader reader;
  private int at;

  private NotificationDecoder(byte[] body, DecodingContext context) {
    this.body = body;
    this.context = context;
  }

  /**
   * What a message held.
   *
   * @param columns its values
   * @param missingTypes encodings of structures the server was not asked about yet; the values were
   *     left undecoded
   */
  public record Decoded(OpcUaColumns columns, Set<NodeId> missingTypes) {

    /** A message without values. */
    public static Decoded nothing() {
      return new Decoded(new OpcUaColumns(0), Set.of());
    }

    /** This and what follows it in the same message. */
    public Decoded and(Decoded next) {
      for (int i = 0; i < next.columns.size(); i++) {
        columns.addFrom(next.columns, i);
      }
      Set<NodeId> missing = new HashSet<>(missingTypes);
      missing.addAll(next.missingTypes);
      return new Decoded(columns, missing);
    }
  }

  /**
   * The values of a DataChangeNotification. A client handle that is none of ours is passed over: it
   * cannot be a value of an item.
   *
   * @throws MalformedMessageException if the bytes are not a DataChangeNotification
   */
  public static Decoded decode(byte[] body, DecodingContext context) {
    NotificationDecoder decoder = new NotificationDecoder(body, context);
    return decoder.refusing(decoder::notification);
  }

  /**
   * The values of a HistoryData, all of one item.
   *
   * @throws MalformedMessageException if the bytes are not a HistoryData
   */
  public static Decoded decodeHistory(byte[] body, int item, DecodingContext context) {
    NotificationDecoder decoder = new NotificationDecoder(body, context);
    return decoder.refusing(() -> decoder.history(item));
  }

  private Decoded refusing(Supplier<OpcUaColumns> decoding) {
    try {
      return new Decoded(decoding.get(), missing);
    } catch (IndexOutOfBoundsException e) {
      throw new MalformedMessageException(
          "A message of %d bytes ends within a value.".formatted(body.length), e);
    } catch (MalformedMessageException e) {
      throw new MalformedMessageException(
          "A message of %d bytes holds, before byte %d, %s."
              .formatted(body.length, at, e.getMessage()),
          e);
    }
  }

  private OpcUaColumns notification() {
    int count = count();
    OpcUaColumns columns = new OpcUaColumns(capacity(count));
    int itemCount = context.itemCount();
    for (int i = 0; i < count; i++) {
      int item = int32();
      boolean known = item >= 0 && item < itemCount;
      if (known && at <= body.length - DOUBLE_BYTES && (short) SHORT.get(body, at) == GOOD_DOUBLE) {
        goodDouble(columns, item);
      } else {
        value(columns, item, known);
      }
    }
    diagnostics();
    return columns;
  }

  private OpcUaColumns history(int item) {
    int count = count();
    OpcUaColumns columns = new OpcUaColumns(capacity(count));
    for (int i = 0; i < count; i++) {
      value(columns, item, true);
    }
    return columns;
  }

  private int count() {
    int count = int32();
    if (count < -1 || count > body.length - at) {
      throw new MalformedMessageException("the absurd number of " + count + " values");
    }
    return Math.max(0, count);
  }

  /** Room for the values, but not for many more than the bytes can hold. */
  private int capacity(int count) {
    return Math.min(count, (body.length - at) / USUAL_BYTES + 16);
  }

  /** Diagnostics of the items follow; they are sent only if asked for, which we do not. */
  private void diagnostics() {
    int count = int32();
    if (count < -1 || count > body.length - at) {
      throw new MalformedMessageException("the absurd number of " + count + " DiagnosticInfos");
    }
    if (count > 0) {
      reader = new BinaryReader(body);
      reader.moveTo(at);
      JsonValues values = new JsonValues(reader, context, missing);
      for (int i = 0; i < count; i++) {
        values.diagnosticInfo(new JsonText());
      }
    }
  }

  /** What most values are, without the questions that any other asks. */
  private void goodDouble(OpcUaColumns columns, int item) {
    long bits = (long) LONG.get(body, at + 2);
    long sourceTicks = (long) LONG.get(body, at + 10);
    long serverTicks = (long) LONG.get(body, at + 18);
    at += DOUBLE_BYTES;
    long source = OpcUaTime.nanos(sourceTicks);
    long server = serverTicks == sourceTicks ? source : OpcUaTime.nanos(serverTicks);
    columns.add(item, OpcUaValueKind.DOUBLE, bits, 0, source, server);
  }

  private void value(OpcUaColumns columns, int item, boolean known) {
    int mask = body[at++];
    byte kind = OpcUaValueKind.NULL;
    long bits = 0;
    Object object = null;
    if ((mask & HAS_VALUE) != 0) {
      kind = body[at++];
      switch (kind) {
        case OpcUaValueKind.BOOLEAN -> bits = body[at++] == 0 ? 0 : 1;
        case OpcUaValueKind.SBYTE -> bits = body[at++];
        case OpcUaValueKind.BYTE -> bits = body[at++] & 0xff;
        case OpcUaValueKind.INT16 -> bits = int16();
        case OpcUaValueKind.UINT16 -> bits = int16() & 0xffff;
        case OpcUaValueKind.INT32, OpcUaValueKind.FLOAT -> bits = int32();
        case OpcUaValueKind.UINT32, OpcUaValueKind.STATUS_CODE -> bits = int32() & 0xffffffffL;
        case OpcUaValueKind.INT64,
            OpcUaValueKind.UINT64,
            OpcUaValueKind.DOUBLE,
            OpcUaValueKind.DATE_TIME ->
            bits = int64();
        case OpcUaValueKind.STRING -> object = text();
        case OpcUaValueKind.NULL -> {
          // an explicit null Variant
        }
        default -> {
          VariantReader slow = variants();
          at = slow.read(at - 1);
          kind = slow.kind();
          bits = slow.bits();
          object = slow.object();
        }
      }
    }
    int status = (mask & HAS_STATUS) != 0 ? int32() : 0;
    long source = (mask & HAS_SOURCE_TIME) != 0 ? OpcUaTime.nanos(int64()) : OpcUaBatch.ABSENT;
    int sourcePicos = (mask & HAS_SOURCE_PICOS) != 0 ? picoseconds() : 0;
    long server = (mask & HAS_SERVER_TIME) != 0 ? OpcUaTime.nanos(int64()) : OpcUaBatch.ABSENT;
    int serverPicos = (mask & HAS_SERVER_PICOS) != 0 ? picoseconds() : 0;
    if (!known) {
      return;
    }
    if (object == null) {
      columns.add(item, kind, bits, status, source, server);
    } else {
      columns.addObject(item, kind, object, status, source, server);
    }
    if ((sourcePicos | serverPicos) != 0) {
      columns.picoseconds(sourcePicos, serverPicos);
    }
  }

  private VariantReader variants() {
    if (variants == null) {
      reader = new BinaryReader(body);
      variants = new VariantReader(reader, context, missing);
    }
    return variants;
  }

  private int picoseconds() {
    return Math.min(int16() & 0xffff, MAX_PICOSECONDS);
  }

  private String text() {
    int length = int32();
    if (length < 0 || length > body.length - at) {
      if (length == -1) {
        return null;
      }
      throw new MalformedMessageException("a string of the absurd length " + length);
    }
    String text = new String(body, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  private int int16() {
    int value = (short) SHORT.get(body, at);
    at += 2;
    return value;
  }

  private int int32() {
    int value = (int) INT.get(body, at);
    at += 4;
    return value;
  }

  private long int64() {
    long value = (long) LONG.get(body, at);
    at += 8;
    return value;
  }
}
