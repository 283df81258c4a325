package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaItem;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The bytes of an item in the state of splits and of the enumerator (version 2). */
public final class SplitItemFormat {

  private static final int CONFIGURED = 0;
  private static final int FOUND = 1;

  private SplitItemFormat() {}

  public static void write(SplitItem item, DataOutputStream out) throws IOException {
    out.writeUTF(item.nodeId());
    Optional<Duration> sampling = item.item().samplingInterval();
    out.writeBoolean(sampling.isPresent());
    if (sampling.isPresent()) {
      out.writeLong(sampling.get().toNanos());
    }
    out.writeUTF(item.item().browsePath());
    out.writeUTF(item.dataType());
    out.writeUTF(item.unit());
    if (item.origin() instanceof SplitItem.Origin.Found found) {
      out.writeByte(FOUND);
      out.writeUTF(found.byType());
      out.writeUTF(found.path());
    } else {
      out.writeByte(CONFIGURED);
    }
  }

  public static SplitItem read(DataInputStream in) throws IOException {
    OpcUaItem item = OpcUaItem.of(in.readUTF());
    if (in.readBoolean()) {
      item = item.sampledEvery(Duration.ofNanos(in.readLong()));
    }
    item = item.at(in.readUTF());
    String dataType = in.readUTF();
    String unit = in.readUTF();
    int origin = in.readByte();
    return new SplitItem(
        item,
        dataType,
        unit,
        switch (origin) {
          case CONFIGURED -> new SplitItem.Origin.Configured();
          case FOUND -> new SplitItem.Origin.Found(in.readUTF(), in.readUTF());
          default ->
              throw new IOException(
                  "An OPC UA split has an item of the unknown origin %d; the bytes are damaged."
                      .formatted(origin));
        });
  }

  /** A count of entries, which cannot be larger than the bytes that hold them. */
  public static int readCount(DataInputStream in, int bytes) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > bytes) {
      throw new IOException(
          "An OPC UA split claims %d entries; the bytes are damaged.".formatted(count));
    }
    return count;
  }
}
