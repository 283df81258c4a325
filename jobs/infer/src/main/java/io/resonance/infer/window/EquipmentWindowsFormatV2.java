package io.resonance.infer.window;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Version 2 of the bytes of {@link EquipmentWindows}: adds the words of the device about itself,
 * what was issued and may be corrected, and all samples where a model needs them. Sources are
 * written once per buffer.
 */
final class EquipmentWindowsFormatV2 {

  private EquipmentWindowsFormatV2() {}

  static void write(EquipmentWindows windows, DataOutputView out) throws IOException {
    WindowBytes.writeText(windows.hierarchyScope, out);
    out.writeInt(windows.gaps.all().size());
    for (DeclaredGaps.Gap gap : windows.gaps.all()) {
      WindowBytes.writeText(gap.id(), out);
      WindowBytes.writeText(gap.property(), out);
      out.writeLong(gap.from());
      out.writeLong(gap.to());
    }
    out.writeInt(windows.health.size());
    for (int at = 0; at < windows.health.size(); at++) {
      out.writeLong(windows.health.time(at));
      out.writeByte(windows.health.code(at));
    }
    out.writeInt(windows.buffers.size());
    for (Map.Entry<String, ModelBuffer> entry : windows.buffers.entrySet()) {
      WindowBytes.writeText(entry.getKey(), out);
      writeBuffer(entry.getValue(), out);
    }
  }

  static EquipmentWindows read(DataInputView in) throws IOException {
    String scope = WindowBytes.readText(in);
    int gapCount = in.readInt();
    List<DeclaredGaps.Gap> gaps = new ArrayList<>(gapCount);
    for (int i = 0; i < gapCount; i++) {
      gaps.add(
          new DeclaredGaps.Gap(
              WindowBytes.readText(in), WindowBytes.readText(in), in.readLong(), in.readLong()));
    }
    DeviceHealth health = new DeviceHealth();
    int words = in.readInt();
    for (int i = 0; i < words; i++) {
      health.put(in.readLong(), in.readByte());
    }
    EquipmentWindows windows = new EquipmentWindows(scope, new DeclaredGaps(gaps), health);
    int bufferCount = in.readInt();
    for (int i = 0; i < bufferCount; i++) {
      windows.buffers.put(WindowBytes.readText(in), readBuffer(in));
    }
    return windows;
  }

  private static void writeBuffer(ModelBuffer buffer, DataOutputView out) throws IOException {
    WindowBytes.writeText(buffer.layout, out);
    out.writeLong(buffer.nextWindow);
    out.writeLong(buffer.closedWindow);
    out.writeLong(buffer.keptFrom);
    out.writeLong(buffer.changedFrom);
    out.writeLong(buffer.changedTo);
    out.writeInt(buffer.issued.size());
    for (int at = 0; at < buffer.issued.size(); at++) {
      out.writeLong(buffer.issued.window(at));
      out.writeLong(buffer.issued.print(at));
      out.writeInt(buffer.issued.revision(at));
    }
    writeCells(buffer.carry.values, buffer.carry.states, buffer.carry.times, out);
    Map<ValueSource, Integer> sources = sourcesOf(buffer);
    out.writeInt(sources.size());
    for (ValueSource source : sources.keySet()) {
      WindowBytes.writeSource(source, out);
    }
    out.writeInt(buffer.blockCount());
    for (int position = 0; position < buffer.blockCount(); position++) {
      writeBlock(buffer.block(position), sources, out);
    }
  }

  private static ModelBuffer readBuffer(DataInputView in) throws IOException {
    String layout = WindowBytes.readText(in);
    long nextWindow = in.readLong();
    long closedWindow = in.readLong();
    long keptFrom = in.readLong();
    long changedFrom = in.readLong();
    long changedTo = in.readLong();
    IssuedWindows issued = new IssuedWindows();
    int issuedCount = in.readInt();
    for (int i = 0; i < issuedCount; i++) {
      issued.restore(in.readLong(), in.readLong(), in.readInt());
    }
    float[] carried = WindowBytes.readFloats(in);
    int inputs = carried.length;
    ModelBuffer buffer =
        new ModelBuffer(
            layout,
            new Carry(
                carried,
                EquipmentWindowsFormatV1.readBytes(inputs, in),
                WindowBytes.readLongs(inputs, in)));
    buffer.nextWindow = nextWindow;
    buffer.closedWindow = closedWindow;
    buffer.keptFrom = keptFrom;
    buffer.changedFrom = changedFrom;
    buffer.changedTo = changedTo;
    buffer.issued = issued;
    ValueSource[] sources = new ValueSource[in.readInt()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = WindowBytes.readSource(in);
    }
    int blocks = in.readInt();
    for (int i = 0; i < blocks; i++) {
      buffer.append(readBlock(inputs, sources, in));
    }
    return buffer;
  }

  private static void writeBlock(Block block, Map<ValueSource, Integer> sources, DataOutputView out)
      throws IOException {
    out.writeLong(block.index);
    writeCells(block.values, block.states, block.times, out);
    for (Span span : block.spans) {
      writeSpans(span, sources, out);
    }
    out.writeInt(block.all.length);
    for (Samples samples : block.all) {
      out.writeInt(samples.count);
      for (int at = 0; at < samples.count; at++) {
        out.writeLong(samples.times[at]);
        out.writeFloat(samples.values[at]);
        out.writeByte(samples.states[at]);
      }
    }
  }

  private static Block readBlock(int inputs, ValueSource[] sources, DataInputView in)
      throws IOException {
    long index = in.readLong();
    float[] values = WindowBytes.readFloats(in);
    byte[] states = EquipmentWindowsFormatV1.readBytes(values.length, in);
    long[] times = WindowBytes.readLongs(values.length, in);
    Span[] spans = new Span[inputs];
    for (int input = 0; input < inputs; input++) {
      spans[input] = EquipmentWindowsFormatV1.readSpans(sources, in);
    }
    Samples[] all = new Samples[in.readInt()];
    for (int input = 0; input < all.length; input++) {
      all[input] = new Samples();
      int count = in.readInt();
      for (int at = 0; at < count; at++) {
        all[input].put(in.readLong(), in.readFloat(), in.readByte());
      }
    }
    return new Block(index, values, states, times, spans, all);
  }

  private static void writeCells(float[] values, byte[] states, long[] times, DataOutputView out)
      throws IOException {
    WindowBytes.writeFloats(values, out);
    out.write(states);
    WindowBytes.writeLongs(times, out);
  }

  private static Map<ValueSource, Integer> sourcesOf(ModelBuffer buffer) {
    Map<ValueSource, Integer> sources = new LinkedHashMap<>();
    for (int position = 0; position < buffer.blockCount(); position++) {
      for (Span first : buffer.block(position).spans) {
        for (Span span = first; span != null; span = span.next) {
          sources.putIfAbsent(span.source, sources.size());
        }
      }
    }
    return sources;
  }

  private static void writeSpans(Span first, Map<ValueSource, Integer> sources, DataOutputView out)
      throws IOException {
    int count = 0;
    for (Span span = first; span != null; span = span.next) {
      count++;
    }
    out.writeInt(count);
    for (Span span = first; span != null; span = span.next) {
      out.writeInt(sources.get(span.source));
      out.writeLong(span.firstSequence);
      out.writeLong(span.lastSequence);
      out.writeLong(span.firstTime);
      out.writeLong(span.lastTime);
      out.writeInt(span.samples);
    }
  }
}
