package io.resonance.infer.window;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;

/** Version 1 of the bytes of {@link EquipmentWindows}, which is only read any more. */
final class EquipmentWindowsFormatV1 {

  private EquipmentWindowsFormatV1() {}

  static EquipmentWindows read(DataInputView in) throws IOException {
    String scope = WindowBytes.readText(in);
    int gapCount = in.readInt();
    List<DeclaredGaps.Gap> gaps = new ArrayList<>(gapCount);
    for (int i = 0; i < gapCount; i++) {
      gaps.add(
          new DeclaredGaps.Gap(
              WindowBytes.readText(in), WindowBytes.readText(in), in.readLong(), in.readLong()));
    }
    EquipmentWindows windows =
        new EquipmentWindows(scope, new DeclaredGaps(gaps), new DeviceHealth());
    int bufferCount = in.readInt();
    for (int i = 0; i < bufferCount; i++) {
      windows.buffers.put(WindowBytes.readText(in), readBuffer(in));
    }
    return windows;
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
    if (closedWindow != ModelBuffer.NONE_CLOSED) {
      buffer.keptFrom = closedWindow + 1; // version 1 kept nothing of closed windows
    }
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
      buffer.append(new Block(index, values, states, times, spans, new Samples[0]));
    }
    return buffer;
  }

  static byte[] readBytes(int count, DataInputView in) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
  }

  static Span readSpans(ValueSource[] sources, DataInputView in) throws IOException {
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
