package io.resonance.connector.mtconnect.source;

import io.resonance.connector.mtconnect.source.MtConnectBatch.Columns;
import io.resonance.connector.mtconnect.source.MtConnectBatch.Entry;
import io.resonance.connector.mtconnect.source.MtConnectBatch.Notes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of a {@link MtConnectBatch}. Version 2 is version 1 with {@link NoteFormat#writeMore more
 * notes} behind it and names for kinds of oddities; version 3 is that with {@link
 * NoteFormat#writeLists more lists} behind those.
 */
final class BatchFormat {
  private static final int NONE = 0;
  private static final int TEXT = 1;
  private static final int DOUBLES = 2;
  private static final int ENTRIES = 3;
  private static final int MOST = 1 << 28;

  private BatchFormat() {}

  static void write(MtConnectBatch batch, DataOutput out) throws IOException {
    text(batch.splitId, out);
    out.writeLong(batch.instanceId);
    out.writeLong(batch.nextSequence);
    out.writeInt(batch.dictionary.length);
    for (MtConnectDataItem each : batch.dictionary) {
      NoteFormat.dataItem(each, out);
    }
    int size = batch.size();
    out.writeInt(size);
    ints(batch.dataItem, out);
    longs(batch.sequence, out);
    longs(batch.timestampNanos, out);
    out.write(batch.kind);
    longs(batch.bits, out);
    for (Object each : batch.objects) {
      object(each, out);
    }
    out.writeInt(batch.attributeRow.length);
    for (int i = 0; i < batch.attributeRow.length; i++) {
      out.writeInt(batch.attributeRow[i]);
      out.writeInt(batch.attributes[i].length);
      for (String each : batch.attributes[i]) {
        text(each, out);
      }
    }
    NoteFormat.write(batch.notes, out);
    NoteFormat.writeMore(batch.notes, out);
    NoteFormat.writeLists(batch.notes, out);
  }

  static MtConnectBatch read(DataInput in) throws IOException {
    return read(in, 3);
  }

  static MtConnectBatch readVersion2(DataInput in) throws IOException {
    return read(in, 2);
  }

  static MtConnectBatch readVersion1(DataInput in) throws IOException {
    return read(in, 1);
  }

  static MtConnectBatch read(DataInput in, int version) throws IOException {
    String splitId = text(in);
    long instanceId = in.readLong();
    long nextSequence = in.readLong();
    MtConnectDataItem[] dictionary = new MtConnectDataItem[count(in)];
    for (int i = 0; i < dictionary.length; i++) {
      dictionary[i] = NoteFormat.dataItem(in);
    }
    int size = count(in);
    int[] dataItem = ints(size, in);
    long[] sequence = longs(size, in);
    long[] timestamp = longs(size, in);
    byte[] kind = new byte[size];
    in.readFully(kind);
    long[] bits = longs(size, in);
    Object[] objects = new Object[size];
    for (int i = 0; i < size; i++) {
      objects[i] = object(in);
    }
    int[] attributeRow = new int[count(in)];
    String[][] attributes = new String[attributeRow.length][];
    for (int i = 0; i < attributeRow.length; i++) {
      attributeRow[i] = in.readInt();
      attributes[i] = new String[count(in)];
      for (int k = 0; k < attributes[i].length; k++) {
        attributes[i][k] = text(in);
      }
    }
    Notes notes = NoteFormat.read(in, version);
    return new MtConnectBatch(
        splitId,
        instanceId,
        nextSequence,
        new Columns(
            dictionary,
            dataItem,
            sequence,
            timestamp,
            kind,
            bits,
            objects,
            attributeRow,
            attributes),
        notes);
  }

  // writeUTF ends at 64 KiB, and a text of a machine may be longer.
  static void text(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInput in) throws IOException {
    byte[] bytes = new byte[count(in)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static int count(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new IOException("MtConnectBatch bytes are damaged: a length of " + count);
    }
    return count;
  }

  private static void object(Object object, DataOutput out) throws IOException {
    if (object instanceof String text) {
      out.writeByte(TEXT);
      text(text, out);
    } else if (object instanceof double[] doubles) {
      out.writeByte(DOUBLES);
      out.writeInt(doubles.length);
      for (double each : doubles) {
        out.writeDouble(each);
      }
    } else if (object instanceof Entry[] entries) {
      out.writeByte(ENTRIES);
      out.writeInt(entries.length);
      for (Entry each : entries) {
        text(each.key(), out);
        text(each.cell(), out);
        text(each.value(), out);
        out.writeBoolean(each.removed());
      }
    } else {
      out.writeByte(NONE);
    }
  }

  // Null is what the column itself holds where the 64 bits say everything.
  private static Object object(DataInput in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case NONE -> null;
      case TEXT -> text(in);
      case DOUBLES -> {
        double[] doubles = new double[count(in)];
        for (int i = 0; i < doubles.length; i++) {
          doubles[i] = in.readDouble();
        }
        yield doubles;
      }
      case ENTRIES -> {
        List<Entry> entries = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
          entries.add(new Entry(text(in), text(in), text(in), in.readBoolean()));
        }
        yield entries.toArray(new Entry[0]);
      }
      default -> throw new IOException("MtConnectBatch bytes are damaged: a value tagged " + tag);
    };
  }

  private static void ints(int[] values, DataOutput out) throws IOException {
    byte[] bytes = new byte[values.length * Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().put(values);
    out.write(bytes);
  }

  private static int[] ints(int size, DataInput in) throws IOException {
    byte[] bytes = new byte[size * Integer.BYTES];
    in.readFully(bytes);
    int[] values = new int[size];
    ByteBuffer.wrap(bytes).asIntBuffer().get(values);
    return values;
  }

  private static void longs(long[] values, DataOutput out) throws IOException {
    byte[] bytes = new byte[values.length * Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().put(values);
    out.write(bytes);
  }

  private static long[] longs(int size, DataInput in) throws IOException {
    byte[] bytes = new byte[size * Long.BYTES];
    in.readFully(bytes);
    long[] values = new long[size];
    ByteBuffer.wrap(bytes).asLongBuffer().get(values);
    return values;
  }
}
