package io.resonance.connector.mtconnect.source.enumerator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Bytes of the enumerator's state. */
public final class MtConnectEnumeratorStateSerializer
    implements SimpleVersionedSerializer<MtConnectEnumeratorState> {
  private static final int VERSION = 2;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(MtConnectEnumeratorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(state.assigned().size());
      for (String each : new TreeSet<>(state.assigned())) {
        out.writeUTF(each);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public MtConnectEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
    return switch (version) {
      // version 1 had ids of agents, and those are the ids of whole agents still
      case 1, 2 -> read(bytes);
      default ->
          throw new IOException(
              "MTConnect enumerator state of version %d cannot be read; this release knows up to %d"
                  .formatted(version, VERSION));
    };
  }

  private static MtConnectEnumeratorState read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Set<String> assigned = new TreeSet<>();
      for (int left = in.readInt(); left > 0; left--) {
        assigned.add(in.readUTF());
      }
      return new MtConnectEnumeratorState(assigned);
    }
  }
}
