package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.child.ChildPart;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An agent that sends documents of 10,000 observations as fast as they are taken, one multipart
 * part each, the sequence numbers going on without end. What it sends was written before, so that
 * it costs as little as can be.
 */
final class StreamAgent implements ChildPart {
  static final String NAME = "mtconnect-stream-agent";
  static final String URL = "url";

  /** Observations written to sockets. */
  static final String SENT = "sent";

  private static final byte[] STREAM_HEAD =
      String.join(
              "\r\n",
              "HTTP/1.1 200 OK",
              "Content-Type: multipart/x-mixed-replace;boundary=next",
              "Connection: close",
              "",
              "")
          .getBytes(StandardCharsets.US_ASCII);
  private static final int DOCUMENTS = 4;
  private static final Pattern FROM = Pattern.compile("[?&]from=(\\d+)");

  private static final String PROBE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <MTConnectDevices xmlns="urn:mtconnect.org:MTConnectDevices:2.0">
        <Header creationTime="2026-05-10T17:38:08Z" sender="agent1" instanceId="1683737835" version="2.0.0.12" \
      assetBufferSize="1" assetCount="0" bufferSize="131072"/>
        <Devices><Device id="d0" name="Mill-0" uuid="M80-0"><DataItems>\
      <DataItem id="d0_avail" category="EVENT" type="AVAILABILITY"/></DataItems></Device></Devices>
      </MTConnectDevices>
      """;

  private final List<StreamsDocument> documents = StreamsDocuments.several(DOCUMENTS);
  private final ServerSocket listening;
  private final AtomicLong sent = new AtomicLong();

  StreamAgent(Map<String, String> settings) throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("accepting", this::accept);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        start("answering", () -> answer(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(Socket accepted) {
    try (Socket socket = accepted) {
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      for (String request = in.readLine(); request != null; request = in.readLine()) {
        for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
          line = in.readLine();
        }
        if (request.contains("interval=")) {
          stream(request, out);
        } else if (request.contains("/probe")) {
          whole(out, PROBE.getBytes(StandardCharsets.US_ASCII));
        } else {
          whole(out, documents.get(0).bytes());
        }
      }
    } catch (IOException gone) {
      System.err.println("A connection ended: " + gone.getMessage());
    }
  }

  private static void whole(OutputStream out, byte[] document) throws IOException {
    write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n", document);
    out.flush();
  }

  private static void write(OutputStream out, String head, byte[] document) throws IOException {
    out.write(head.formatted(document.length).getBytes(StandardCharsets.US_ASCII));
    out.write(document);
  }

  private void stream(String request, OutputStream out) throws IOException {
    out.write(STREAM_HEAD);
    Matcher from = FROM.matcher(request);
    long next = from.find() ? Long.parseLong(from.group(1)) : StreamsDocument.FIRST;
    List<StreamsDocument> own = documents.stream().map(StreamsDocument::copy).toList();
    for (int part = 0; ; part++) {
      StreamsDocument document = own.get(part % DOCUMENTS);
      document.beginAt(next);
      write(
          out, "--next\r\nContent-type: text/xml\r\nContent-length: %d\r\n\r\n", document.bytes());
      out.write('\r');
      out.write('\n');
      next += document.observations();
      sent.addAndGet(document.observations());
    }
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(URL, "http://127.0.0.1:" + listening.getLocalPort());
  }

  @Override
  public Map<String, Long> totals() {
    return Map.of(SENT, sent.get());
  }

  @Override
  public void stop() throws IOException {
    listening.close();
  }
}
