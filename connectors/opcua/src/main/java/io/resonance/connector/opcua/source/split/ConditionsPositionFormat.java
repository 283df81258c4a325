package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaConditionFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The bytes of what a split knows about conditions; part of format 2 of the split. */
final class ConditionsPositionFormat {

  private static final int MOST_ENTRIES = 10_000_000;

  private ConditionsPositionFormat() {}

  static void write(ConditionsPosition position, DataOutput out) throws IOException {
    out.writeInt(position.notifiers().size());
    for (String notifier : position.notifiers()) {
      out.writeUTF(notifier);
    }
    out.writeInt(position.known().size());
    for (ConditionsPosition.Known condition : position.known()) {
      OpcUaConditionFormat.write(condition.last(), out);
      out.writeInt(condition.notifier());
      out.writeBoolean(condition.seen());
    }
    write(position.due(), out);
    write(position.refreshing(), out);
    out.writeBoolean(position.lostSince().isPresent());
    if (position.lostSince().isPresent()) {
      out.writeLong(position.lostSince().getAsLong());
    }
  }

  static ConditionsPosition read(DataInput in) throws IOException {
    int notifierCount = count(in);
    List<String> notifiers = new ArrayList<>();
    for (int i = 0; i < notifierCount; i++) {
      notifiers.add(in.readUTF());
    }
    int knownCount = count(in);
    List<ConditionsPosition.Known> known = new ArrayList<>();
    for (int i = 0; i < knownCount; i++) {
      known.add(
          new ConditionsPosition.Known(
              OpcUaConditionFormat.read(in), in.readInt(), in.readBoolean()));
    }
    return new ConditionsPosition(
        notifiers,
        known,
        readSet(in),
        readSet(in),
        in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty());
  }

  private static void write(Set<Integer> numbers, DataOutput out) throws IOException {
    out.writeInt(numbers.size());
    for (int number : new TreeSet<>(numbers)) {
      out.writeInt(number);
    }
  }

  private static Set<Integer> readSet(DataInput in) throws IOException {
    int count = count(in);
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < count; i++) {
      numbers.add(in.readInt());
    }
    return numbers;
  }

  private static int count(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_ENTRIES) {
      throw new IOException(
          "An OPC UA split claims %d conditions; the bytes are damaged.".formatted(count));
    }
    return count;
  }
}
