package io.resonance.connector.opcua.source.enumerator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The versioned bytes of the enumerator's state. */
public final class OpcUaEnumeratorStateSerializer
    implements SimpleVersionedSerializer<OpcUaEnumeratorState> {

  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(OpcUaEnumeratorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      List<String> ids = state.assignedSplitIds().stream().sorted().toList();
      out.writeInt(ids.size());
      for (String id : ids) {
        out.writeUTF(id);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public OpcUaEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "The state of an OPC UA enumerator of version %d cannot be read by this release, which knows version %d. Restore with the release that wrote it."
              .formatted(version, VERSION));
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized))) {
      int size = in.readInt();
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < size; i++) {
        ids.add(in.readUTF());
      }
      return new OpcUaEnumeratorState(ids);
    }
  }
}
