package io.resonance.schema.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The properties of a batch in the order of their indexes. An equipment's batches repeat the same
 * ones for ever, so they are shared: written as bytes that are made once, and read only once as
 * long as the same bytes come again. Immutable.
 */
public final class PropertyKeys {

  private static final int MOST_BYTES = 64 << 20;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * What was read last, by hash of the bytes. Only a cache: whatever a thread sees of it, keys are
   * taken for nothing but the bytes they were made from.
   */
  private static final PropertyKeys[] SEEN = new PropertyKeys[1 << 13];

  /**
   * So many places keys of one hash may be at: with one, some would push out each other for ever.
   */
  private static final int PLACES = 4;

  private final PropertyKey[] keys;

  /** Made when needed; a race makes it twice at worst. */
  private Encoded encoded;

  /** Made when needed; a race makes it twice at worst. */
  private InAvro inAvro;

  /** A final field, so that whoever sees this sees the keys too. */
  private static final class InAvro {
    private final AvroKey[] keys;

    InAvro(AvroKey[] keys) {
      this.keys = keys;
    }
  }

  /** The bytes of all keys. */
  private static final class Encoded {
    private final long hash;
    private final byte[] bytes;

    Encoded(long hash, byte[] bytes) {
      this.hash = hash;
      this.bytes = bytes;
    }
  }

  private PropertyKeys(PropertyKey[] keys, Encoded encoded) {
    this.keys = keys;
    this.encoded = encoded;
  }

  /** The keys in this order. */
  public static PropertyKeys of(List<PropertyKey> keys) {
    return new PropertyKeys(keys.toArray(PropertyKey[]::new), null);
  }

  public int size() {
    return keys.length;
  }

  /** A key by its index. */
  public PropertyKey get(int index) {
    return keys[index];
  }

  /** The keys as they are written into Avro records; not to be changed. */
  AvroKey[] inAvro() {
    InAvro known = inAvro;
    if (known == null) {
      known = new InAvro(Arrays.stream(keys).map(AvroKey::of).toArray(AvroKey[]::new));
      inAvro = known;
    }
    return known.keys;
  }

  void write(DataOutputView out) throws IOException {
    Encoded known = encoded;
    if (known == null) {
      known = encode();
      encoded = known;
    }
    out.writeLong(known.hash);
    out.writeInt(known.bytes.length);
    out.write(known.bytes);
  }

  static PropertyKeys read(DataInputView in) throws IOException {
    long hash = in.readLong();
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException(
          "An equipment batch claims %d bytes of property keys; it is damaged.".formatted(length));
    }
    PropertyKeys likely = seen(hash);
    boolean mayBe = likely != null && likely.encoded.bytes.length == length;
    byte[] bytes =
        ColumnBytes.ofLength(length).read(mayBe ? likely.encoded.bytes : new byte[length], in);
    if (mayBe && bytes == likely.encoded.bytes) {
      return likely;
    }
    PropertyKeys keys = decode(hash, bytes);
    SEEN[place(hash)] = keys;
    return keys;
  }

  /** Keys with this hash that were read before; null if there are none. */
  private static PropertyKeys seen(long hash) {
    for (int next = 0; next < PLACES; next++) {
      PropertyKeys seen = SEEN[(int) hash + next & SEEN.length - 1];
      if (seen != null && seen.encoded.hash == hash) {
        return seen;
      }
    }
    return null;
  }

  /** Where to remember keys: a free place, or else any one of those they may be at. */
  private static int place(long hash) {
    for (int next = 0; next < PLACES; next++) {
      PropertyKeys seen = SEEN[(int) hash + next & SEEN.length - 1];
      if (seen == null || seen.encoded.hash == hash) {
        return (int) hash + next & SEEN.length - 1;
      }
    }
    return (int) hash + (int) (hash >>> 48) % PLACES & SEEN.length - 1;
  }

  private Encoded encode() {
    DataOutputSerializer out = new DataOutputSerializer(64 * (keys.length + 1));
    try {
      out.writeInt(keys.length);
      for (PropertyKey key : keys) {
        EquipmentBatchFormatV1.writeKey(key, out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory always takes bytes", impossible);
    }
    byte[] bytes = out.getCopyOfBuffer();
    return new Encoded(hash(bytes), bytes);
  }

  private static PropertyKeys decode(long hash, byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    PropertyKey[] keys = new PropertyKey[in.readInt()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = EquipmentBatchFormatV1.readKey(in);
    }
    return new PropertyKeys(keys, new Encoded(hash, bytes));
  }

  /** Spreads well; nothing depends on more, for the bytes themselves are compared. */
  private static long hash(byte[] bytes) {
    long hash = bytes.length;
    int at = 0;
    for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
      hash = (hash ^ (long) LONG.get(bytes, at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    for (; at < bytes.length; at++) {
      hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof PropertyKeys that && Arrays.equals(keys, that.keys));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keys);
  }

  @Override
  public String toString() {
    return Arrays.toString(keys);
  }
}
