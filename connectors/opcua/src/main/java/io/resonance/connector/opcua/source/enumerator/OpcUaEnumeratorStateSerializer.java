package io.resonance.connector.opcua.source.enumerator;

import io.resonance.connector.opcua.source.enumerator.OpcUaEnumeratorState.AssignedSplit;
import io.resonance.connector.opcua.source.split.SplitItem;
import io.resonance.connector.opcua.source.split.SplitItemFormat;
import io.resonance.connector.opcua.source.split.SplitItems;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The versioned bytes of the enumerator's state. */
public final class OpcUaEnumeratorStateSerializer
    implements SimpleVersionedSerializer<OpcUaEnumeratorState> {

  private static final int VERSION = 3;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(OpcUaEnumeratorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      List<String> unknown = state.ofUnknownItems().stream().sorted().toList();
      out.writeInt(unknown.size());
      for (String id : unknown) {
        out.writeUTF(id);
      }
      out.writeInt(state.assigned().size());
      for (Map.Entry<String, AssignedSplit> split : new TreeMap<>(state.assigned()).entrySet()) {
        out.writeUTF(split.getKey());
        out.writeUTF(split.getValue().endpointId());
        out.writeInt(split.getValue().index());
        split.getValue().items().write(out);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public OpcUaEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
    if (version < 1 || version > VERSION) {
      throw new IOException(
          "The state of an OPC UA enumerator of version %d cannot be read by this release, which knows version 1 to %d. Restore with the release that wrote it."
              .formatted(version, VERSION));
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized))) {
      // version 1 is the list of ids alone
      int size = SplitItemFormat.readCount(in, serialized.length);
      Set<String> unknown = new HashSet<>();
      for (int i = 0; i < size; i++) {
        unknown.add(in.readUTF());
      }
      return new OpcUaEnumeratorState(
          version == 1 ? Map.of() : readSplits(version, in, serialized.length), unknown);
    }
  }

  private static Map<String, AssignedSplit> readSplits(int version, DataInputStream in, int bytes)
      throws IOException {
    int size = SplitItemFormat.readCount(in, bytes);
    Map<String, AssignedSplit> assigned = new HashMap<>();
    for (int i = 0; i < size; i++) {
      String id = in.readUTF();
      String endpointId = in.readUTF();
      int index = in.readInt();
      SplitItems items = version == 2 ? readOld(in, bytes) : SplitItems.read(in, bytes);
      assigned.put(id, new AssignedSplit(endpointId, index, items));
    }
    return assigned;
  }

  private static SplitItems readOld(DataInputStream in, int bytes) throws IOException {
    int count = SplitItemFormat.readCount(in, bytes);
    List<SplitItem> items = new ArrayList<>(count);
    for (int item = 0; item < count; item++) {
      items.add(SplitItemFormat.read(in));
    }
    return SplitItems.of(items);
  }
}
