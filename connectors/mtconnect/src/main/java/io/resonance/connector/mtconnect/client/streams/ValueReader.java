package io.resonance.connector.mtconnect.client.streams;

import io.resonance.connector.mtconnect.client.text.TextBuffer;
import io.resonance.connector.mtconnect.client.text.TextNumbers;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decides how the text of a SAMPLE or an EVENT is held. */
final class ValueReader {
  /** Of an observation that is no TIME_SERIES. */
  static final int NO_SERIES = -1;

  /** Of a TIME_SERIES that does not say how many values it has. */
  static final int UNCOUNTED = 0;

  private final TextNumbers numbers = new TextNumbers();
  private double[] several = new double[16];

  void add(
      MtConnectDataItem item,
      long sequence,
      long nanos,
      TextBuffer text,
      int sampleCount,
      MtConnectBatchBuilder columns) {
    byte[] bytes = text.bytes();
    int start = text.start();
    int end = text.end();
    if (text.is(ObservationRows.UNAVAILABLE)) {
      columns.add(item, sequence, nanos, MtConnectValueKind.UNAVAILABLE, 0, null);
    } else if (item.category() == MtConnectCategory.EVENT) {
      if (TextNumbers.isPlainLong(bytes, start, end)) {
        long number = TextNumbers.plainLong(bytes, start, end);
        columns.add(item, sequence, nanos, MtConnectValueKind.LONG, number, null);
      } else {
        columns.add(item, sequence, nanos, MtConnectValueKind.STRING, 0, text.text());
      }
    } else if (sampleCount == NO_SERIES && numbers.read(bytes, start, end)) {
      columns.add(
          item,
          sequence,
          nanos,
          MtConnectValueKind.DOUBLE,
          Double.doubleToRawLongBits(numbers.value()),
          numbers.exact() ? null : text.text());
    } else {
      unusual(item, sequence, nanos, text, sampleCount, columns);
    }
  }

  /** Reads a plain number; gives where it ends, or where it began if there is none. */
  int number(byte[] bytes, int from, int end) {
    return numbers.plain(bytes, from, end);
  }

  /** Adds the plain number read last. */
  void addNumber(MtConnectDataItem item, long sequence, long nanos, MtConnectBatchBuilder columns) {
    columns.add(
        item,
        sequence,
        nanos,
        MtConnectValueKind.DOUBLE,
        Double.doubleToRawLongBits(numbers.value()),
        null);
  }

  private void unusual(
      MtConnectDataItem item,
      long sequence,
      long nanos,
      TextBuffer text,
      int sampleCount,
      MtConnectBatchBuilder columns) {
    String said = text.text();
    int count = several(text);
    if (count > 0) {
      if (sampleCount > UNCOUNTED && sampleCount != count) {
        columns.oddity(
            MtConnectOddity.Kind.SAMPLE_COUNT,
            item.dataItemId(),
            "%d values, sampleCount %d".formatted(count, sampleCount));
      }
      columns.add(
          item, sequence, nanos, MtConnectValueKind.DOUBLE_ARRAY, 0, Arrays.copyOf(several, count));
    } else if (said.indexOf(',') >= 0 && withPoint(said)) {
      columns.oddity(MtConnectOddity.Kind.DECIMAL_COMMA, item.dataItemId(), said);
      columns.add(
          item,
          sequence,
          nanos,
          MtConnectValueKind.DOUBLE,
          Double.doubleToRawLongBits(numbers.value()),
          said);
    } else {
      columns.oddity(MtConnectOddity.Kind.SAMPLE_NO_NUMBER, item.dataItemId(), said);
      columns.add(item, sequence, nanos, MtConnectValueKind.STRING, 0, said);
    }
  }

  // Numbers between white space; 0 if one of the words is no number.
  private int several(TextBuffer text) {
    byte[] bytes = text.bytes();
    int count = 0;
    int at = text.start();
    while (at < text.end()) {
      int to = at;
      while (to < text.end() && !TextBuffer.isSpace(bytes[to])) {
        to++;
      }
      if (!numbers.read(bytes, at, to)) {
        return 0;
      }
      if (count == several.length) {
        several = Arrays.copyOf(several, count * 2);
      }
      several[count++] = numbers.value();
      at = to;
      while (at < text.end() && TextBuffer.isSpace(bytes[at])) {
        at++;
      }
    }
    return count;
  }

  private boolean withPoint(String said) {
    byte[] pointed = said.replace(',', '.').getBytes(StandardCharsets.UTF_8);
    return numbers.read(pointed, 0, pointed.length);
  }
}
