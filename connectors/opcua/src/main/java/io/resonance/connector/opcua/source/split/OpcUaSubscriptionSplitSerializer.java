package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.OpcUaItem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The versioned bytes of a split in a checkpoint. */
public final class OpcUaSubscriptionSplitSerializer
    implements SimpleVersionedSerializer<OpcUaSubscriptionSplit> {

  private static final int VERSION = 4;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(OpcUaSubscriptionSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(split.endpointId());
      out.writeInt(split.index());
      SplitPosition position = split.position();
      writeServer(out, position.server());
      writeOptional(out, position.since());
      writeOptional(out, position.subscriptionId());
      out.writeLong(position.epoch());
      out.writeLong(position.sequence());
      out.writeBoolean(position.openGap().isPresent());
      if (position.openGap().isPresent()) {
        writeGap(out, position.openGap().get());
      }
      split.items().write(out);
      LatestValuesFormat.write(split.latestToRead(), out);
      LatestValuesFormat.writeBits(split.refused(), out);
      ConditionsPositionFormat.write(position.conditions(), out);
    }
    return bytes.toByteArray();
  }

  private static void writeServer(DataOutputStream out, ServerRun server) throws IOException {
    out.writeUTF(server.serverUri());
    writeOptional(out, server.startNanos());
    out.writeInt(server.namespaces());
  }

  private static void writeGap(DataOutputStream out, OpenGap gap) throws IOException {
    out.writeUTF(gap.gapId());
    out.writeByte(gap.reason().code());
    writeOptional(out, gap.fromNanos());
    out.writeByte(gap.recovery().code());
  }

  private static void writeOptional(DataOutputStream out, OptionalLong value) throws IOException {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      out.writeLong(value.getAsLong());
    }
  }

  @Override
  public OpcUaSubscriptionSplit deserialize(int version, byte[] serialized) throws IOException {
    return switch (version) {
      case 1, 2, 3, 4 -> read(version, serialized);
      default ->
          throw new IOException(
              "An OPC UA split of version %d cannot be read by this release, which knows versions up to %d. Restore with the release that wrote it."
                  .formatted(version, VERSION));
    };
  }

  private static OpcUaSubscriptionSplit read(int version, byte[] serialized) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized))) {
      String endpointId = in.readUTF();
      int index = in.readInt();
      SplitPosition position =
          new SplitPosition(
              version == 1 ? new ServerRun(in.readUTF(), OptionalLong.empty(), 0) : readServer(in),
              version == 1 ? OptionalLong.empty() : readOptional(in),
              readOptional(in),
              in.readLong(),
              in.readLong(),
              in.readBoolean() ? Optional.of(readGap(in)) : Optional.empty(),
              ConditionsPosition.NONE);
      Monitored monitored =
          version < 3
              ? readOld(version, in, serialized.length)
              : readItems(version, in, serialized.length);
      BitSet refused =
          version == 1 ? new BitSet() : LatestValuesFormat.readBits(in, serialized.length);
      if (version >= 2) {
        position = position.with(ConditionsPositionFormat.read(in));
      }
      OpcUaSubscriptionSplit split =
          new OpcUaSubscriptionSplit(
              endpointId, index, monitored.items, monitored.latest, refused, position);
      return version == 1 ? split.asOfFirstFormat() : split;
    }
  }

  /** The items and the last value of each. */
  private record Monitored(SplitItems items, LatestValues latest) {}

  private static Monitored readItems(int version, DataInputStream in, int bytes)
      throws IOException {
    SplitItems items = SplitItems.read(in, bytes);
    return new Monitored(
        items,
        version == 3
            ? LatestValuesFormat.readTimesOnly(items.size(), in)
            : LatestValuesFormat.read(items.size(), in, bytes));
  }

  private static Monitored readOld(int version, DataInputStream in, int bytes) throws IOException {
    int size = SplitItemFormat.readCount(in, bytes);
    List<SplitItem> items = new ArrayList<>(size);
    long[] times = new long[size];
    for (int i = 0; i < size; i++) {
      items.add(
          version == 1
              ? SplitItem.configured(OpcUaItem.of(in.readUTF()))
              : SplitItemFormat.read(in));
      times[i] = in.readLong();
    }
    return new Monitored(SplitItems.of(items), LatestValues.ofTimes(times));
  }

  private static ServerRun readServer(DataInputStream in) throws IOException {
    return new ServerRun(in.readUTF(), readOptional(in), in.readInt());
  }

  private static OpenGap readGap(DataInputStream in) throws IOException {
    return new OpenGap(
        in.readUTF(),
        OpcUaGapReason.of(in.readByte()),
        readOptional(in),
        OpenGap.Recovery.of(in.readByte()));
  }

  private static OptionalLong readOptional(DataInputStream in) throws IOException {
    return in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
  }
}
