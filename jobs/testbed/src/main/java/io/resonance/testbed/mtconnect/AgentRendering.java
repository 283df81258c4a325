package io.resonance.testbed.mtconnect;

import io.resonance.testbed.mtconnect.network.AgentAnswer;
import io.resonance.testbed.mtconnect.network.AgentHttpServer;
import io.resonance.testbed.mtconnect.network.AgentRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** How one client gets its documents: format and compression as its headers ask. */
record AgentRendering(AgentFormat format, AgentCompression compression) {

  static AgentRendering of(
      AgentRequest request, List<AgentFormat> offered, AgentCompression compression) {
    AgentFormat format =
        offered.stream()
            .filter(each -> request.accepts("accept", each.word()))
            .findFirst()
            .orElse(offered.get(0));
    boolean gzip = request.accepts("accept-encoding", "gzip");
    return new AgentRendering(format, gzip ? compression : AgentCompression.NONE);
  }

  /** An answer of one document. */
  AgentAnswer document(int status, byte[] xml) {
    byte[] body = format.written(xml);
    String encoding = "";
    if (compression != AgentCompression.NONE) {
      Gzip gzip = new Gzip();
      body = gzip.finished(body);
      encoding = "Content-Encoding: gzip\r\n";
    }
    byte[] head =
        AgentHttpServer.head(
            status,
            format.contentType() + ";charset=UTF-8",
            encoding + "Content-Length: " + body.length + "\r\n");
    byte[] whole = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return AgentAnswer.whole(whole);
  }

  /** A compressor whose output can be read after each piece. */
  static final class Gzip {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final GZIPOutputStream gzip;

    Gzip() {
      try {
        gzip = new GZIPOutputStream(bytes, 8192, true);
      } catch (IOException e) {
        throw new UncheckedIOException("An array does not fail", e);
      }
    }

    byte[] flushed(byte[] piece) {
      try {
        gzip.write(piece);
        gzip.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("An array does not fail", e);
      }
      byte[] compressed = bytes.toByteArray();
      bytes.reset();
      return compressed;
    }

    byte[] finished(byte[] last) {
      try {
        gzip.write(last);
        gzip.finish();
      } catch (IOException e) {
        throw new UncheckedIOException("An array does not fail", e);
      }
      return bytes.toByteArray();
    }
  }
}
