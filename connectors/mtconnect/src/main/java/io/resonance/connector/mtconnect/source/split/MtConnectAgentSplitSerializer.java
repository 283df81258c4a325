package io.resonance.connector.mtconnect.source.split;

import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.NoteFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Bytes of a split in checkpoints and savepoints. */
public final class MtConnectAgentSplitSerializer
    implements SimpleVersionedSerializer<MtConnectAgentSplit> {
  private static final int VERSION = 2;
  private static final int UNREAD = 0;
  private static final int AT = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(MtConnectAgentSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(split.agentId());
      out.writeUTF(split.device());
      MtConnectProgress progress = split.progress();
      if (progress.position() instanceof MtConnectPosition.At at) {
        out.writeByte(AT);
        out.writeLong(at.instanceId());
        out.writeLong(at.nextSequence());
      } else {
        out.writeByte(UNREAD);
      }
      NoteFormat.optional(progress.lastTimestampNanos(), out);
      out.writeBoolean(progress.openGap().isPresent());
      if (progress.openGap().isPresent()) {
        NoteFormat.gap(progress.openGap().get(), out);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public MtConnectAgentSplit deserialize(int version, byte[] bytes) throws IOException {
    return switch (version) {
      case 1, 2 -> read(version, bytes);
      default ->
          throw new IOException(
              "MTConnect split state of version %d cannot be read; this release knows up to %d"
                  .formatted(version, VERSION));
    };
  }

  private static MtConnectAgentSplit read(int version, byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String agentId = in.readUTF();
      // version 1 had no devices: every split was a whole agent
      String device = version == 1 ? "" : in.readUTF();
      int kind = in.readByte();
      MtConnectPosition position =
          switch (kind) {
            case UNREAD -> MtConnectPosition.unread();
            case AT -> MtConnectPosition.at(in.readLong(), in.readLong());
            default ->
                throw new IOException(
                    "MTConnect split state of %s is damaged: a position of kind %d"
                        .formatted(agentId, kind));
          };
      OptionalLong last = NoteFormat.optional(in);
      Optional<MtConnectGap> open =
          in.readBoolean() ? Optional.of(NoteFormat.gap(in)) : Optional.empty();
      return new MtConnectAgentSplit(agentId, device, new MtConnectProgress(position, last, open));
    }
  }
}
