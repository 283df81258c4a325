package io.resonance.connector.mtconnect.client.http;

import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a gzip body (RFC 1952) as its bytes come, so that a compressed stream gives its
 * documents when they are there; close it. Bodies compressed beyond all reason are refused.
 */
public final class GzipBody implements AutoCloseable {
  /** Documents of an agent shrink to a thirtieth; a bomb of zeros to a thousandth. */
  static final int MOST_RATIO = 250;

  private static final int UNCHECKED_BYTES = 1 << 20;
  private static final int LONGEST_HEADER = 64 * 1024;
  private static final int FLAG_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] piece = new byte[32 * 1024];
  private State state = State.FIXED;
  private final byte[] fixed = new byte[10];
  private int filled;
  private int skip;
  private int headerBytes;
  private long in;
  private long out;
  private boolean closed;

  private enum State {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CRC,
    DATA,
    TRAILER
  }

  /** Takes what was inflated. */
  @FunctionalInterface
  public interface Sink {
    /** The bytes are valid only during the call. */
    void accept(ByteBuffer bytes) throws MtConnectDocumentException;
  }

  /** Inflates the next bytes of the body. */
  public void feed(ByteBuffer bytes, Sink sink) throws MtConnectDocumentException {
    in += bytes.remaining();
    while (bytes.hasRemaining() && !closed) {
      switch (state) {
        case DATA -> data(bytes, sink);
        case TRAILER -> trailer(bytes);
        default -> header(bytes.get() & 0xff);
      }
    }
  }

  /** True if the bytes so far end with a whole gzip member. */
  public boolean isWhole() {
    return state == State.FIXED && filled == 0 && in > 0;
  }

  /** May be called by the sink: then nothing more is inflated. */
  @Override
  public void close() {
    closed = true;
    inflater.end();
  }

  private void header(int next) throws MtConnectDocumentException {
    if (++headerBytes > LONGEST_HEADER) {
      throw new MtConnectDocumentException("The gzip header of the answer has no end");
    }
    switch (state) {
      case FIXED -> fixed(next);
      case EXTRA_LENGTH -> {
        skip |= next << (8 * filled++);
        if (filled == 2) {
          enter(skip == 0 ? after(State.EXTRA) : State.EXTRA);
        }
      }
      case EXTRA -> {
        if (--skip == 0) {
          enter(after(State.EXTRA));
        }
      }
      case NAME, COMMENT -> {
        if (next == 0) {
          enter(after(state));
        }
      }
      case HEADER_CRC -> {
        if (++filled == 2) {
          enter(State.DATA);
        }
      }
      case DATA, TRAILER -> throw new IllegalStateException("No header is read in " + state);
    }
  }

  private void fixed(int next) throws MtConnectDocumentException {
    fixed[filled++] = (byte) next;
    if (filled < fixed.length) {
      return;
    }
    if (fixed[0] != 0x1f || (fixed[1] & 0xff) != 0x8b || fixed[2] != 8) {
      throw new MtConnectDocumentException("The answer is declared to be gzip and is not");
    }
    enter(after(State.FIXED));
  }

  // The optional parts of a header have a fixed order: extra, name, comment, checksum.
  private State after(State done) {
    return switch (done) {
      case FIXED -> has(FLAG_EXTRA) ? State.EXTRA_LENGTH : after(State.EXTRA);
      case EXTRA -> has(FLAG_NAME) ? State.NAME : after(State.NAME);
      case NAME -> has(FLAG_COMMENT) ? State.COMMENT : after(State.COMMENT);
      case COMMENT -> has(FLAG_CRC) ? State.HEADER_CRC : State.DATA;
      case EXTRA_LENGTH, HEADER_CRC, DATA, TRAILER ->
          throw new IllegalStateException("Nothing optional follows " + done);
    };
  }

  private boolean has(int flag) {
    return (fixed[3] & flag) != 0;
  }

  private void enter(State next) {
    state = next;
    filled = 0;
    if (next == State.EXTRA_LENGTH) {
      skip = 0;
    }
  }

  private void data(ByteBuffer bytes, Sink sink) throws MtConnectDocumentException {
    inflater.setInput(bytes);
    try {
      int length;
      while ((length = inflater.inflate(piece)) > 0) {
        out += length;
        if (out > UNCHECKED_BYTES && out > in * MOST_RATIO) {
          throw new MtConnectDocumentException(
              "The answer is compressed more than %d to 1, which no agent's documents are"
                  .formatted(MOST_RATIO));
        }
        crc.update(piece, 0, length);
        sink.accept(ByteBuffer.wrap(piece, 0, length));
        if (closed) {
          return;
        }
      }
    } catch (DataFormatException e) {
      throw new MtConnectDocumentException(
          "The gzip data of the answer is damaged (%s)".formatted(e.getMessage()), e);
    }
    if (inflater.needsDictionary()) {
      throw new MtConnectDocumentException("The gzip data of the answer needs a dictionary");
    }
    if (inflater.finished()) {
      enter(State.TRAILER);
    }
  }

  private void trailer(ByteBuffer bytes) throws MtConnectDocumentException {
    fixed[filled++] = bytes.get();
    if (filled < 8) {
      return;
    }
    ByteBuffer read = ByteBuffer.wrap(fixed).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    if (read.getInt() != (int) crc.getValue()
        || read.getInt() != (int) inflater.getBytesWritten()) {
      throw new MtConnectDocumentException("The gzip data of the answer has a wrong checksum");
    }
    inflater.reset();
    crc.reset();
    headerBytes = 0;
    enter(State.FIXED);
  }
}
