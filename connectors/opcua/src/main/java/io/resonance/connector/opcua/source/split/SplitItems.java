package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaItem;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * The items of a subscription, an immutable list. They hardly ever change but are part of every
 * checkpoint, so their bytes are made once; and because a checkpoint's stream takes byte after
 * byte, they are few: what an item has in common with the one before it is not repeated.
 */
public final class SplitItems extends AbstractList<SplitItem> implements RandomAccess {

  private static final int SAME_SAMPLING = 1;
  private static final int SAME_PATH = 2;
  private static final int SAME_DATA_TYPE = 4;
  private static final int SAME_UNIT = 8;
  private static final int SAME_ORIGIN = 16;

  /** What the first item is compared with; part of the format. */
  private static final SplitItem BEFORE_ALL = SplitItem.configured(OpcUaItem.of("nsu=urn:;s=."));

  private final List<SplitItem> items;
  private final List<String> nodeIds;

  /** Made when needed; a race makes it twice at worst. */
  private byte[] encoded;

  private SplitItems(List<SplitItem> items) {
    this.items = List.copyOf(items);
    this.nodeIds = items.stream().map(SplitItem::nodeId).toList();
  }

  /** These items; the same object if they are of this class. */
  public static SplitItems of(List<SplitItem> items) {
    return items instanceof SplitItems same ? same : new SplitItems(items);
  }

  @Override
  public SplitItem get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }

  /** Their nodes, in their order. */
  public List<String> nodeIds() {
    return nodeIds;
  }

  /** Writes them (version 3 of splits and of the enumerator's state). */
  public void write(DataOutputStream out) throws IOException {
    byte[] known = encoded;
    if (known == null) {
      known = encode();
      encoded = known;
    }
    out.writeInt(items.size());
    out.write(known);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param bytes how many there are at most, each item taking at least one
   */
  public static SplitItems read(DataInputStream in, int bytes) throws IOException {
    int size = SplitItemFormat.readCount(in, bytes);
    List<SplitItem> items = new ArrayList<>(size);
    SplitItem last = BEFORE_ALL;
    for (int i = 0; i < size; i++) {
      last = read(last, in);
      items.add(last);
    }
    return new SplitItems(items);
  }

  private byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      SplitItem last = BEFORE_ALL;
      for (SplitItem item : items) {
        write(item, last, out);
        last = item;
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory always takes bytes", impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(SplitItem item, SplitItem last, DataOutputStream out)
      throws IOException {
    Optional<Duration> sampling = item.item().samplingInterval();
    boolean sameSampling = sampling.equals(last.item().samplingInterval());
    boolean samePath = item.item().browsePath().equals(last.item().browsePath());
    boolean sameDataType = item.dataType().equals(last.dataType());
    boolean sameUnit = item.unit().equals(last.unit());
    boolean sameOrigin = item.origin().equals(last.origin());
    out.writeByte(
        (sameSampling ? SAME_SAMPLING : 0)
            | (samePath ? SAME_PATH : 0)
            | (sameDataType ? SAME_DATA_TYPE : 0)
            | (sameUnit ? SAME_UNIT : 0)
            | (sameOrigin ? SAME_ORIGIN : 0));
    StateText.write(item.nodeId(), last.nodeId(), out);
    if (!sameSampling) {
      out.writeBoolean(sampling.isPresent());
      if (sampling.isPresent()) {
        out.writeLong(sampling.get().toNanos());
      }
    }
    if (!samePath) {
      StateText.write(item.item().browsePath(), last.item().browsePath(), out);
    }
    if (!sameDataType) {
      StateText.write(item.dataType(), last.dataType(), out);
    }
    if (!sameUnit) {
      StateText.write(item.unit(), last.unit(), out);
    }
    if (!sameOrigin) {
      writeOrigin(item, out);
    }
  }

  /** The path at which a selection found an item is mostly the one at which it still is. */
  private static void writeOrigin(SplitItem item, DataOutputStream out) throws IOException {
    boolean found = item.origin() instanceof SplitItem.Origin.Found;
    out.writeBoolean(found);
    if (item.origin() instanceof SplitItem.Origin.Found origin) {
      StateText.write(origin.byType(), "", out);
      StateText.write(origin.path(), item.item().browsePath(), out);
    }
  }

  private static SplitItem read(SplitItem last, DataInputStream in) throws IOException {
    int flags = in.readUnsignedByte();
    OpcUaItem item = OpcUaItem.of(StateText.read(last.nodeId(), in));
    Optional<Duration> sampling =
        (flags & SAME_SAMPLING) != 0
            ? last.item().samplingInterval()
            : in.readBoolean() ? Optional.of(Duration.ofNanos(in.readLong())) : Optional.empty();
    if (sampling.isPresent()) {
      item = item.sampledEvery(sampling.get());
    }
    item =
        item.at(
            (flags & SAME_PATH) != 0
                ? last.item().browsePath()
                : StateText.read(last.item().browsePath(), in));
    return new SplitItem(
        item,
        (flags & SAME_DATA_TYPE) != 0 ? last.dataType() : StateText.read(last.dataType(), in),
        (flags & SAME_UNIT) != 0 ? last.unit() : StateText.read(last.unit(), in),
        (flags & SAME_ORIGIN) != 0 ? last.origin() : readOrigin(item, in));
  }

  private static SplitItem.Origin readOrigin(OpcUaItem item, DataInputStream in)
      throws IOException {
    return in.readBoolean()
        ? new SplitItem.Origin.Found(StateText.read("", in), StateText.read(item.browsePath(), in))
        : new SplitItem.Origin.Configured();
  }
}
