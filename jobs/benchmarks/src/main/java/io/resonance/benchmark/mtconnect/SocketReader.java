package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.streams.ScanningStreamsParser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The least that a client of {@link StreamAgent} can do on this machine: one thread that reads the
 * parts from a blocking socket straight into the array the parser reads, and parses them. It checks
 * nothing, and knows nothing of HTTP but what this agent sends.
 */
final class SocketReader implements ChildPart {
  static final String NAME = "mtconnect-socket-reader";

  /** Observations in batches. */
  static final String OBSERVATIONS = "observations";

  private static final String LENGTH = "Content-length: ";

  private final Socket socket;
  private final AtomicLong observations = new AtomicLong();
  private volatile Exception failure;
  private byte[] bytes = new byte[1 << 22];

  SocketReader(Map<String, String> settings) throws IOException {
    URI agent = URI.create(settings.get(StreamAgent.URL));
    socket = new Socket(InetAddress.getByName(agent.getHost()), agent.getPort());
    Thread thread = new Thread(this::read, "reading");
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    var stage = new ParserStage(new ScanningStreamsParser(DocumentLimits.standard()));
    try {
      socket
          .getOutputStream()
          .write(
              "GET /sample?interval=0&from=%d HTTP/1.1\r\n\r\n"
                  .formatted(StreamsDocument.FIRST)
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      int end = 0;
      while (true) {
        int start = -1;
        while (start < 0) {
          end += taken(in, end);
          start = partStart(end);
        }
        int length = partLength(start);
        while (end - start < length) {
          end += taken(in, end);
        }
        observations.addAndGet(stage.batch(bytes, start, length).size());
        System.arraycopy(bytes, start + length, bytes, 0, end - start - length);
        end -= start + length;
      }
    } catch (Exception failed) {
      failure = failed;
    }
  }

  private int taken(InputStream in, int end) throws IOException {
    if (end == bytes.length) {
      bytes = Arrays.copyOf(bytes, end * 2);
    }
    int read = in.read(bytes, end, bytes.length - end);
    if (read < 0) {
      throw new EOFException("The agent ended the stream");
    }
    return read;
  }

  /** Where the document of the next part begins; -1 until its head is there. */
  private int partStart(int end) {
    String head = new String(bytes, 0, Math.min(end, 512), StandardCharsets.ISO_8859_1);
    int length = head.indexOf(LENGTH);
    int empty = length < 0 ? -1 : head.indexOf("\r\n\r\n", length);
    return empty < 0 ? -1 : empty + 4;
  }

  private int partLength(int start) {
    String head = new String(bytes, 0, start, StandardCharsets.ISO_8859_1);
    return Integer.parseInt(head.substring(head.indexOf(LENGTH) + LENGTH.length()).strip());
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public Map<String, Long> totals() throws Exception {
    if (failure != null) {
      throw failure;
    }
    return Map.of(OBSERVATIONS, observations.get());
  }

  @Override
  public void stop() throws IOException {
    socket.close();
  }
}
