package io.resonance.cli.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectRecorder.Answer;
import io.resonance.connector.mtconnect.source.MtConnectRecorder.Request;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A recording on disk: a multipart file of the documents as the agent wrote them, each with the
 * request it answers and the time it came.
 *
 * <p>What was written before a crash can be read: a file may end anywhere.
 */
final class RecordingFile {
  private static final String BOUNDARY = "--resonance-mtconnect-recording";
  private static final int LONGEST_LINE = 1_000;
  private static final int MOST_BYTES = 64 << 20;

  private RecordingFile() {}

  static boolean isOne(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] begin = in.readNBytes(BOUNDARY.length());
      return new String(begin, StandardCharsets.ISO_8859_1).equals(BOUNDARY);
    }
  }

  /**
   * Writes a new recording, whose file is made for the first answer; each is handed to the system
   * when {@link #write} returns.
   */
  static final class Writer implements AutoCloseable {
    private final Path file;
    private Optional<OutputStream> open = Optional.empty();

    /** Refuses a file that is there already. */
    Writer(Path file) throws IOException {
      if (Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      this.file = file;
    }

    void write(Answer answer) throws IOException {
      if (open.isEmpty()) {
        open =
            Optional.of(
                new BufferedOutputStream(
                    Files.newOutputStream(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
      }
      OutputStream out = open.get();
      String head =
          "%s\r\nContent-Type: text/xml\r\nContent-Length: %d\r\nReceived: %s\r\nRequest: %s\r\n\r\n"
              .formatted(
                  BOUNDARY,
                  answer.xml().length,
                  answer.received(),
                  answer.request().name().toLowerCase(Locale.ROOT));
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(answer.xml());
      out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    @Override
    public void close() throws IOException {
      if (open.isPresent()) {
        open.get().close();
      }
    }
  }

  /** Reads a recording from its beginning. */
  static final class Reader implements AutoCloseable {
    private final Path file;
    private final InputStream in;

    Reader(Path file) throws IOException {
      this.file = file;
      this.in = new BufferedInputStream(Files.newInputStream(file));
    }

    /**
     * The next answer; empty at the end.
     *
     * @throws EOFException if the file ends inside an answer
     * @throws IOException if it is damaged
     */
    Optional<Answer> next() throws IOException {
      Optional<String> begin = line();
      if (begin.isEmpty()) {
        return Optional.empty();
      }
      if (!begin.get().equals(BOUNDARY)) {
        throw damaged("a part begins with \"%s\"".formatted(begin.get()));
      }
      Map<String, String> headers = new HashMap<>();
      for (String line = needed(); !line.isEmpty(); line = needed()) {
        int colon = line.indexOf(':');
        if (colon < 0 || headers.size() > 20) {
          throw damaged("a header is \"%s\"".formatted(line));
        }
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      try {
        int length = Integer.parseInt(headers.getOrDefault("content-length", ""));
        Instant received = Instant.parse(headers.getOrDefault("received", ""));
        Request request =
            Request.valueOf(headers.getOrDefault("request", "").toUpperCase(Locale.ROOT));
        if (length < 0 || length > MOST_BYTES) {
          throw damaged("a document of %d bytes".formatted(length));
        }
        byte[] xml = in.readNBytes(length);
        if (xml.length < length || !needed().isEmpty()) {
          throw new EOFException();
        }
        return Optional.of(new Answer(received, request, xml));
      } catch (IllegalArgumentException | DateTimeParseException e) {
        throw damaged("the headers of a part are %s".formatted(headers));
      }
    }

    private IOException damaged(String what) {
      return new IOException("%s is damaged: %s".formatted(file, what));
    }

    private String needed() throws IOException {
      return line().orElseThrow(EOFException::new);
    }

    private Optional<String> line() throws IOException {
      StringBuilder line = new StringBuilder();
      int c = in.read();
      if (c < 0) {
        return Optional.empty();
      }
      for (; c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException();
        }
        if (line.length() > LONGEST_LINE) {
          throw damaged("a line is longer than %d characters".formatted(LONGEST_LINE));
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return Optional.of(line.toString());
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
