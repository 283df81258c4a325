package io.resonance.connector.mtconnect.client.http;

import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Cuts a multipart stream into its parts: {@code x-mixed-replace} and {@code mixed}, with or
 * without Content-length, in whatever pieces the bytes come. It never needs the closing boundary.
 *
 * <p>A part without a length is complete when its root element ends, so that a live value does not
 * wait for the next part. Push-based, no thread of its own.
 */
public final class MultipartFramer {
  private static final int LONGEST_HEAD = 8 * 1024;

  private final byte[] delimiter;
  private final int mostBytes;
  private final boolean trustLength;
  private byte[] buffer = new byte[16 * 1024];
  private int start;
  private int end;
  private int scanned;
  private State state = State.BOUNDARY;
  private int length;

  private enum State {
    BOUNDARY,
    HEAD,
    COUNTED,
    SCANNED,
    CLOSED
  }

  /** Takes the parts; the bytes are valid only during the call. */
  @FunctionalInterface
  public interface Parts {
    /** One whole document. */
    void part(byte[] bytes, int offset, int length) throws MtConnectDocumentException;

    /** False leaves what has come in the framer, until {@link MultipartFramer#feed} is called. */
    default boolean wantsMore() {
      return true;
    }
  }

  /** Whether the Content-length of parts is believed. */
  public enum Lengths {
    /** Yes; a part that then does not end at a boundary is refused. */
    TRUSTED,
    /** No; parts end at the next boundary. */
    IGNORED
  }

  /**
   * @param boundary as given by the Content-Type, without quotes
   * @param mostBytes refuse parts that are larger
   * @param lengths whether Content-length is believed
   */
  public MultipartFramer(String boundary, int mostBytes, Lengths lengths) {
    this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    this.mostBytes = mostBytes;
    this.trustLength = lengths == Lengths.TRUSTED;
  }

  /** The boundary in a Content-Type, quoted or not; empty if there is none. */
  public static String boundaryOf(String contentType) {
    int at = contentType.toLowerCase(Locale.ROOT).indexOf("boundary=");
    if (at < 0) {
      return "";
    }
    String rest = contentType.substring(at + "boundary=".length());
    if (rest.startsWith("\"")) {
      int close = rest.indexOf('"', 1);
      rest = close < 0 ? rest.substring(1) : rest.substring(1, close);
    } else {
      int semicolon = rest.indexOf(';');
      rest = (semicolon < 0 ? rest : rest.substring(0, semicolon)).strip();
    }
    // Some agents put the two dashes of the delimiter into the parameter as well.
    return rest.startsWith("--") ? rest.substring(2) : rest;
  }

  /** True if the bytes fed so far end between two parts. */
  public boolean atBoundary() {
    return state == State.BOUNDARY || state == State.CLOSED;
  }

  /** Takes the next bytes of the stream and gives the parts that are now complete. */
  public void feed(ByteBuffer bytes, Parts parts) throws MtConnectDocumentException {
    room(bytes.remaining());
    int taken = bytes.remaining();
    bytes.get(buffer, end, taken);
    end += taken;
    boolean moved = true;
    while (moved && parts.wantsMore()) {
      moved =
          switch (state) {
            case BOUNDARY -> boundary();
            case HEAD -> head();
            case COUNTED -> counted(parts);
            case SCANNED -> scanned(parts);
            case CLOSED -> {
              start = end;
              yield false;
            }
          };
    }
  }

  private boolean boundary() throws MtConnectDocumentException {
    while (start < end && (buffer[start] == '\r' || buffer[start] == '\n')) {
      start++;
    }
    int lineEnd = indexOf((byte) '\n', start);
    if (end - start >= delimiter.length + 2 && startsWithDelimiter(start)) {
      int after = start + delimiter.length;
      if (buffer[after] == '-' && buffer[after + 1] == '-') {
        state = State.CLOSED;
        return true;
      }
      if (lineEnd < 0) {
        return false;
      }
      start = lineEnd + 1;
      state = State.HEAD;
      return true;
    }
    if (end - start >= delimiter.length && !startsWithDelimiter(start)) {
      throw new MtConnectDocumentException(
          "The stream has \"%s\" where a part boundary must stand; the Content-length of the part"
                  .formatted(peek())
              + " before it may be wrong");
    }
    return false;
  }

  private boolean head() throws MtConnectDocumentException {
    int at = start;
    int partLength = -1;
    while (true) {
      int lineEnd = indexOf((byte) '\n', at);
      if (lineEnd < 0) {
        if (end - start > LONGEST_HEAD) {
          throw new MtConnectDocumentException(
              "The headers of a part are longer than %d bytes".formatted(LONGEST_HEAD));
        }
        return false;
      }
      String line = new String(buffer, at, lineEnd - at, StandardCharsets.ISO_8859_1).strip();
      at = lineEnd + 1;
      if (line.isEmpty()) {
        break;
      }
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        partLength = length(line.substring("content-length:".length()).strip());
      } else if (lower.startsWith("content-type:")
          && !lower.contains("xml")
          && !lower.contains("json")) {
        throw new MtConnectDocumentException(
            "A part has \"%s\" and neither XML nor JSON"
                .formatted(MtConnectDocumentException.cut(line)));
      }
    }
    start = at;
    scanned = start;
    length = partLength;
    state = partLength >= 0 && trustLength ? State.COUNTED : State.SCANNED;
    return true;
  }

  private int length(String text) throws MtConnectDocumentException {
    long value;
    try {
      value = Long.parseLong(text);
    } catch (NumberFormatException e) {
      value = -1;
    }
    if (value < 0) {
      throw new MtConnectDocumentException(
          "A part has Content-length \"%s\", which is no length"
              .formatted(MtConnectDocumentException.cut(text)));
    }
    if (value > mostBytes) {
      throw new MtConnectDocumentException(
          "A part of %d bytes is larger than the %d allowed".formatted(value, mostBytes));
    }
    return (int) value;
  }

  private boolean counted(Parts parts) throws MtConnectDocumentException {
    if (end - start < length) {
      return false;
    }
    int at = start;
    start += length;
    state = State.BOUNDARY;
    parts.part(buffer, at, length);
    return true;
  }

  private boolean scanned(Parts parts) throws MtConnectDocumentException {
    int delimiterAt = -1;
    for (int at = scanned; at + delimiter.length <= end && delimiterAt < 0; at++) {
      if (buffer[at] == '-' && startsLine(at) && startsWithDelimiter(at)) {
        delimiterAt = at;
      }
    }
    if (delimiterAt < 0) {
      scanned = Math.max(start, end - delimiter.length);
      if (end - start > mostBytes) {
        throw new MtConnectDocumentException(
            "A part without Content-length is larger than the %d bytes allowed"
                .formatted(mostBytes));
      }
      delimiterAt = endsWithRoot() ? end : -1;
    }
    if (delimiterAt < 0) {
      return false;
    }
    int at = start;
    int to = delimiterAt;
    while (to > at && buffer[to - 1] <= ' ' && buffer[to - 1] >= 0) {
      to--;
    }
    start = delimiterAt;
    state = State.BOUNDARY;
    parts.part(buffer, at, to - at);
    return true;
  }

  private static final byte[] STREAMS_END =
      "MTConnectStreams>".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] ERROR_END = "MTConnectError>".getBytes(StandardCharsets.ISO_8859_1);

  private boolean endsWithRoot() {
    int to = end;
    while (to > start && buffer[to - 1] <= ' ' && buffer[to - 1] >= 0) {
      to--;
    }
    return endsWith(to, STREAMS_END) || endsWith(to, ERROR_END);
  }

  // The end tag, </MTConnectStreams> or </m:MTConnectStreams>, and not the start tag.
  private boolean endsWith(int to, byte[] word) {
    int from = to - word.length;
    if (from <= start || !Arrays.equals(buffer, from, to, word, 0, word.length)) {
      return false;
    }
    int slash = from - 1;
    while (slash > start && buffer[slash] != '/' && buffer[slash] != '<') {
      slash--;
    }
    return slash > start && buffer[slash] == '/' && buffer[slash - 1] == '<';
  }

  private boolean startsLine(int at) {
    return at == start || buffer[at - 1] == '\n';
  }

  private boolean startsWithDelimiter(int at) {
    return Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length);
  }

  private int indexOf(byte wanted, int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private String peek() {
    int shown = Math.min(20, end - start);
    return new String(buffer, start, shown, StandardCharsets.ISO_8859_1)
        .replaceAll("\\p{Cntrl}", " ");
  }

  private void room(int wanted) {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      scanned = Math.max(0, scanned - start);
      end -= start;
      start = 0;
    }
    if (end + wanted > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(end + wanted, buffer.length * 2));
    }
  }
}
