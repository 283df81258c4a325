package io.resonance.conform;

import io.resonance.conform.rules.RuleMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What format 3 of the state adds to format 2: what the plant's rules remember of properties. */
final class WatchFormatV3 {

  private static final int NOTHING = 0;
  private static final int NUMBER = 1;
  private static final int FLAG = 2;
  private static final int TEXT = 3;

  private WatchFormatV3() {}

  static void writeMemories(List<PropertyWatch> properties, DataOutputView out) throws IOException {
    for (PropertyWatch property : properties) {
      writeLatest(property.latest, out);
      out.writeInt(property.memories.size());
      for (RuleMemory memory : property.memories) {
        writeMemory(memory, out);
      }
    }
  }

  static void readMemories(List<PropertyWatch> properties, DataInputView in) throws IOException {
    for (PropertyWatch property : properties) {
      property.latest = readLatest(in);
      int count = in.readInt();
      List<RuleMemory> memories = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        memories.add(readMemory(in));
      }
      property.memories = List.copyOf(memories);
    }
  }

  private static void writeMemory(RuleMemory memory, DataOutputView out) throws IOException {
    WatchFormatV1.text(memory.rule, out);
    out.writeLong(memory.breachSince);
    out.writeLong(memory.since);
    out.writeDouble(memory.last);
    out.writeLong(memory.learnt);
    out.writeDouble(memory.mean);
    out.writeDouble(memory.squares);
    out.writeInt(memory.run.length);
    for (double value : memory.run) {
      out.writeDouble(value);
    }
  }

  private static RuleMemory readMemory(DataInputView in) throws IOException {
    RuleMemory memory = new RuleMemory(RuleMemory.ownVersion(WatchFormatV1.text(in)));
    memory.breachSince = in.readLong();
    memory.since = in.readLong();
    memory.last = in.readDouble();
    memory.learnt = in.readLong();
    memory.mean = in.readDouble();
    memory.squares = in.readDouble();
    double[] run = new double[in.readInt()];
    for (int i = 0; i < run.length; i++) {
      run[i] = in.readDouble();
    }
    if (run.length > 0) {
      memory.run = run;
    }
    return memory;
  }

  private static void writeLatest(Object latest, DataOutputView out) throws IOException {
    if (latest instanceof Double number) {
      out.writeByte(NUMBER);
      out.writeDouble(number);
    } else if (latest instanceof Boolean flag) {
      out.writeByte(FLAG);
      out.writeBoolean(flag);
    } else if (latest instanceof String text) {
      out.writeByte(TEXT);
      WatchFormatV1.text(text, out);
    } else {
      out.writeByte(NOTHING);
    }
  }

  private static Object readLatest(DataInputView in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case NOTHING -> null;
      case NUMBER -> in.readDouble();
      case FLAG -> in.readBoolean();
      case TEXT -> WatchFormatV1.text(in);
      default -> throw new IOException("State of conform holds a value of unknown kind " + kind);
    };
  }
}
