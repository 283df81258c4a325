package io.resonance.infer.window;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1 of the bytes of {@link EquipmentWindows}; sources are written once per buffer. */
final class EquipmentWindowsFormatV1 {

  private EquipmentWindowsFormatV1() {}

  static void write(EquipmentWindows windows, DataOutputView out) throws IOException {
    WindowBytes.writeText(windows.hierarchyScope, out);
    out.writeInt(windows.gaps.all().size());
    for (DeclaredGaps.Gap gap : windows.gaps.all()) {
      WindowBytes.writeText(gap.id(), out);
      WindowBytes.writeText(gap.property(), out);
      out.writeLong(gap.from());
      out.writeLong(gap.to());
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
    EquipmentWindows windows = new EquipmentWindows(scope, new DeclaredGaps(gaps));
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
    writeCells(buffer.carry.values, buffer.carry.states, buffer.carry.times, out);
    Map<ValueSource, Integer> sources = sourcesOf(buffer);
    out.writeInt(sources.size());
    for (ValueSource source : sources.keySet()) {
      WindowBytes.writeSource(source, out);
    }
    out.writeInt(buffer.blockCount());
    for (int position = 0; position < buffer.blockCount(); position++) {
      Block block = buffer.block(position);
      out.writeLong(block.index);
      writeCells(block.values, block.states, block.times, out);
      for (Span span : block.spans) {
        writeSpans(span, sources, out);
      }
    }
  }

  private static ModelBuffer readBuffer(DataInputView in) throws IOException {
    String layout = WindowBytes.readText(in);
    long nextWindow = in.readLong();
    long closedWindow = in.readLong();
    float[] carried = WindowBytes.readFloats(in);
    int inputs = carried.length;
    ModelBuffer buffer =
        new ModelBuffer(
            layout, new Carry(carried, readBytes(inputs, in), WindowBytes.readLongs(inputs, in)));
    buffer.nextWindow = nextWindow;
    buffer.closedWindow = closedWindow;
    ValueSource[] sources = new ValueSource[in.readInt()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = WindowBytes.readSource(in);
    }
    int blocks = in.readInt();
    for (int i = 0; i < blocks; i++) {
      long index = in.readLong();
      float[] values = WindowBytes.readFloats(in);
      byte[] states = readBytes(values.length, in);
      long[] times = WindowBytes.readLongs(values.length, in);
      Span[] spans = new Span[inputs];
      for (int input = 0; input < inputs; input++) {
        spans[input] = readSpans(sources, in);
      }
      buffer.append(new Block(index, values, states, times, spans));
    }
    return buffer;
  }

  private static void writeCells(float[] values, byte[] states, long[] times, DataOutputView out)
      throws IOException {
    WindowBytes.writeFloats(values, out);
    out.write(states);
    WindowBytes.writeLongs(times, out);
  }

  private static byte[] readBytes(int count, DataInputView in) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
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

  private static Span readSpans(ValueSource[] sources, DataInputView in) throws IOException {
    int count = in.readInt();
    Span first = null;
    Span last = null;
    for (int i = 0; i < count; i++) {
      Span span = new Span(sources[in.readInt()]);
      span.firstSequence = in.readLong();
      span.lastSequence = in.readLong();
      span.firstTime = in.readLong();
      span.lastTime = in.readLong();
      span.samples = in.readInt();
      if (last == null) {
        first = span;
      } else {
        last.next = span;
      }
      last = span;
    }
    return first;
  }
}
