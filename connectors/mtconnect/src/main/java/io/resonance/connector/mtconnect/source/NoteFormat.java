package io.resonance.connector.mtconnect.source;

import static io.resonance.connector.mtconnect.source.BatchFormat.count;
import static io.resonance.connector.mtconnect.source.BatchFormat.text;

import io.resonance.connector.mtconnect.source.MtConnectBatch.Notes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes of what stands beside the columns of a batch; gaps also stand in split state. */
public final class NoteFormat {
  private NoteFormat() {}

  static void write(Notes notes, DataOutput out) throws IOException {
    out.writeInt(notes.descriptions().size());
    for (MtConnectDataItemDescription each : notes.descriptions()) {
      description(each, out);
    }
    out.writeInt(notes.conditions().size());
    for (MtConnectCondition each : notes.conditions()) {
      condition(each, out);
    }
    out.writeInt(notes.gaps().size());
    for (MtConnectGap each : notes.gaps()) {
      gap(each, out);
    }
    out.writeInt(notes.oddities().size());
    for (MtConnectOddity each : notes.oddities()) {
      text(each.kind().name(), out);
      text(each.where(), out);
      text(each.text(), out);
    }
  }

  /** What version 2 has behind version 1. */
  static void writeMore(Notes notes, DataOutput out) throws IOException {
    for (MtConnectDataItemDescription each : notes.descriptions()) {
      AssetFormat.texts(each.more(), out);
    }
    AssetFormat.write(notes.assets(), out);
    out.writeBoolean(notes.current().isPresent());
    if (notes.current().isPresent()) {
      BatchFormat.write(notes.current().get(), out);
    }
  }

  /** What version 3 has behind version 2. */
  static void writeLists(Notes notes, DataOutput out) throws IOException {
    for (MtConnectGap each : notes.gaps()) {
      text(each.counting().name(), out);
    }
    out.writeBoolean(notes.assetsHeld().isPresent());
    if (notes.assetsHeld().isPresent()) {
      List<MtConnectAsset.Name> names = notes.assetsHeld().get();
      out.writeInt(names.size());
      for (MtConnectAsset.Name each : names) {
        text(each.type(), out);
        text(each.assetId(), out);
      }
    }
  }

  private static Notes readLists(Notes read, DataInput in) throws IOException {
    List<MtConnectGap> gaps = new ArrayList<>();
    for (MtConnectGap each : read.gaps()) {
      gaps.add(each.with(one(MtConnectGap.Counting.class, in)));
    }
    Optional<List<MtConnectAsset.Name>> held = Optional.empty();
    if (in.readBoolean()) {
      List<MtConnectAsset.Name> names = new ArrayList<>();
      for (int left = count(in); left > 0; left--) {
        names.add(new MtConnectAsset.Name(text(in), text(in)));
      }
      held = Optional.of(List.copyOf(names));
    }
    return new Notes(
        read.descriptions(),
        read.conditions(),
        gaps,
        read.oddities(),
        read.assets(),
        read.current(),
        held);
  }

  static Notes read(DataInput in, int version) throws IOException {
    List<MtConnectDataItemDescription> descriptions = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      descriptions.add(description(in));
    }
    List<MtConnectCondition> conditions = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      conditions.add(condition(in));
    }
    List<MtConnectGap> gaps = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      gaps.add(gap(in));
    }
    List<MtConnectOddity> oddities = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      oddities.add(new MtConnectOddity(kind(text(in), version), text(in), text(in)));
    }
    Notes read = new Notes(List.copyOf(descriptions), conditions, gaps, oddities);
    return switch (version) {
      case 1 -> read;
      case 2 -> readMore(read, in, version);
      default -> readLists(readMore(read, in, version), in);
    };
  }

  private static Notes readMore(Notes read, DataInput in, int version) throws IOException {
    List<MtConnectDataItemDescription> descriptions = new ArrayList<>();
    for (MtConnectDataItemDescription each : read.descriptions()) {
      Map<String, String> more = AssetFormat.texts(in);
      descriptions.add(more.isEmpty() ? each : each.with(more));
    }
    List<MtConnectAsset> assets = AssetFormat.read(in);
    Optional<MtConnectBatch> current =
        in.readBoolean() ? Optional.of(BatchFormat.read(in, version)) : Optional.empty();
    return new Notes(
        List.copyOf(descriptions),
        read.conditions(),
        read.gaps(),
        read.oddities(),
        assets,
        current);
  }

  private static MtConnectOddity.Kind kind(String text, int version) throws IOException {
    return version == 1
        ? MtConnectOddity.Kind.ofSentence(text)
        : one(MtConnectOddity.Kind.class, text);
  }

  static void dataItem(MtConnectDataItem item, DataOutput out) throws IOException {
    text(item.dataItemId(), out);
    text(item.category().name(), out);
    text(item.type(), out);
    text(item.name(), out);
    text(item.subType(), out);
    text(item.statistic(), out);
    text(item.deviceName(), out);
    text(item.deviceUuid(), out);
    text(item.component(), out);
    text(item.componentId(), out);
  }

  static MtConnectDataItem dataItem(DataInput in) throws IOException {
    return new MtConnectDataItem(
        text(in),
        one(MtConnectCategory.class, in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in));
  }

  /** Writes a gap. */
  public static void gap(MtConnectGap gap, DataOutput out) throws IOException {
    text(gap.gapId(), out);
    text(gap.reason().name(), out);
    text(gap.phase().name(), out);
    optional(gap.instanceIdFrom(), out);
    optional(gap.instanceIdTo(), out);
    optional(gap.sequenceFrom(), out);
    optional(gap.sequenceTo(), out);
    optional(gap.fromNanos(), out);
    optional(gap.toNanos(), out);
    optional(gap.count(), out);
  }

  /** Reads a gap. */
  public static MtConnectGap gap(DataInput in) throws IOException {
    return new MtConnectGap(
        text(in),
        one(MtConnectGap.Reason.class, in),
        one(MtConnectGap.Phase.class, in),
        optional(in),
        optional(in),
        optional(in),
        optional(in),
        optional(in),
        optional(in),
        optional(in));
  }

  /** Writes whether there is a number, and which. */
  public static void optional(OptionalLong value, DataOutput out) throws IOException {
    out.writeBoolean(value.isPresent());
    out.writeLong(value.orElse(0));
  }

  /** Reads whether there is a number, and which. */
  public static OptionalLong optional(DataInput in) throws IOException {
    boolean present = in.readBoolean();
    long value = in.readLong();
    return present ? OptionalLong.of(value) : OptionalLong.empty();
  }

  private static void condition(MtConnectCondition each, DataOutput out) throws IOException {
    text(each.dataItemId(), out);
    text(each.level().name(), out);
    text(each.type(), out);
    text(each.nativeCode(), out);
    text(each.conditionId(), out);
    text(each.severity(), out);
    text(each.qualifier(), out);
    text(each.text(), out);
    out.writeLong(each.sequence());
    out.writeLong(each.timestampNanos());
  }

  private static MtConnectCondition condition(DataInput in) throws IOException {
    return new MtConnectCondition(
        text(in),
        one(MtConnectCondition.Level.class, in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        in.readLong(),
        in.readLong());
  }

  private static void description(MtConnectDataItemDescription each, DataOutput out)
      throws IOException {
    text(each.dataItemId(), out);
    text(each.name(), out);
    text(each.category().name(), out);
    text(each.type(), out);
    text(each.subType(), out);
    text(each.units(), out);
    text(each.nativeUnits(), out);
    text(each.nativeScale(), out);
    text(each.representation(), out);
    text(each.statistic(), out);
    text(each.deviceUuid(), out);
    text(each.deviceName(), out);
    text(each.componentPath(), out);
    text(each.minimum(), out);
    text(each.maximum(), out);
    out.writeInt(each.values().size());
    for (String value : each.values()) {
      text(value, out);
    }
  }

  private static MtConnectDataItemDescription description(DataInput in) throws IOException {
    return new MtConnectDataItemDescription(
        text(in),
        text(in),
        one(MtConnectCategory.class, in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        values(in));
  }

  private static List<String> values(DataInput in) throws IOException {
    List<String> values = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      values.add(text(in));
    }
    return values;
  }

  private static <E extends Enum<E>> E one(Class<E> type, DataInput in) throws IOException {
    return one(type, text(in));
  }

  private static <E extends Enum<E>> E one(Class<E> type, String name) throws IOException {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "MtConnectBatch bytes are damaged: there is no %s \"%s\""
              .formatted(type.getSimpleName(), name),
          e);
    }
  }
}
