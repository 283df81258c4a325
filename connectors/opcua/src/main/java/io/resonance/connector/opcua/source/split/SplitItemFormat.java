package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaItem;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;

/** The bytes of an item in version 2 of the state of splits and of the enumerator, read only. */
public final class SplitItemFormat {

  private static final int CONFIGURED = 0;
  private static final int FOUND = 1;

  private SplitItemFormat() {}

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
