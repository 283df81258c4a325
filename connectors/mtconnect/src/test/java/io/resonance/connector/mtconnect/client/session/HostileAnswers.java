package io.resonance.connector.mtconnect.client.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Answers to a sample request that no honest agent gives. */
public final class HostileAnswers {
  private static final String MULTIPART =
      "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=b\r\n\r\n";
  private static final String XML = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n";
  private static final String ROOT = "<MTConnectStreams>";
  private static final String NOT_FOLLOWED = "redirects are not followed";

  private HostileAnswers() {}

  /**
   * One answer.
   *
   * @param name what is wrong with it
   * @param raw head and body, a character per byte
   * @param why what a person must be told, a part of it
   */
  public record HostileAnswer(String name, String raw, String why) {
    /** Head and body. */
    public byte[] bytes() {
      return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** All of them. */
  public static List<HostileAnswer> all() {
    return List.of(
        of(
            "external entity",
            XML
                + "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
                + "<MTConnectStreams>&f;</MTConnectStreams>",
            "document type declaration"),
        of("entity bomb", XML + bomb(), "document type declaration"),
        of("quadratic blow-up", XML + quadratic(), "document type declaration"),
        of("depth 100,000", XML + ROOT + "<a>".repeat(100_000), "deeper than 64 levels"),
        of(
            "attribute of 10 MiB",
            XML
                + header("3")
                    .replace("/><Streams", " x=\"" + "y".repeat(10 << 20) + "\"/><Streams"),
            "more than the 1048576 allowed"),
        of("sequence 2^64", XML + header("18446744073709551616"), "no unsigned 64-bit number"),
        of("sequence -1", XML + header("-1"), "no unsigned 64-bit number"),
        of(
            "part length short",
            MULTIPART + "--b\r\nContent-length: 3\r\n\r\n<MTConnectStreams/>\r\n--b\r\n",
            "Not well-formed XML"),
        of(
            "part length long",
            MULTIPART + "--b\r\nContent-length: 5000\r\n\r\n<MTConnectStreams><Header",
            "it ended the stream"),
        of(
            "part length negative",
            MULTIPART + "--b\r\nContent-length: -5\r\n\r\n<MTConnectStreams/>\r\n--b\r\n",
            "\"-5\", which is no length"),
        of(
            "part length 2^63",
            MULTIPART + "--b\r\nContent-length: 9223372036854775808\r\n\r\n<MTConnectStreams/>",
            "which is no length"),
        of(
            "part length beyond the limit",
            MULTIPART + "--b\r\nContent-length: 9000000000\r\n\r\n<MTConnectStreams/>",
            "larger than the 67108864 allowed"),
        of("answer length short", length("5") + ROOT, "Not well-formed XML"),
        of("answer length long", length("5000") + ROOT, "the connection broke"),
        of("answer length negative", length("-1") + ROOT, "the connection broke"),
        of("answer length 2^63", length("9223372036854775808") + ROOT, "the connection broke"),
        of(
            "boundary inside the body",
            MULTIPART
                + "--b\r\n\r\n<MTConnectStreams>\r\n--b\r\n\r\n</MTConnectStreams>\r\n--b\r\n",
            "Not well-formed XML"),
        of(
            "part headers without an end",
            MULTIPART + "--b\r\n" + "X: y\r\n".repeat(10_000),
            "headers of a part are longer"),
        of(
            "HTTP headers without an end",
            "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(10_000),
            "the connection broke"),
        of(
            "a part that is HTML",
            MULTIPART + "--b\r\nContent-type: text/html\r\n\r\n<html></html>\r\n--b\r\n",
            "and neither XML nor JSON"),
        of("no boundary at all", MULTIPART + "words that go on and on", "part boundary must stand"),
        of(
            "a stream without a boundary",
            "HTTP/1.1 200 OK\r\nContent-Type: multipart/mixed\r\n\r\n--b\r\n",
            "without a boundary"),
        of("gzip bomb", gzip("", new byte[100 << 20]), "compressed more than 250"),
        of(
            "gzip bomb in a stream",
            gzip("multipart/mixed;boundary=b", new byte[100 << 20]),
            "compressed more than 250"),
        of(
            "gzip that is none",
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\n\r\n<MTConnectS",
            "declared to be gzip"),
        of(
            "another compression",
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: br\r\n\r\nx",
            "was not asked for"),
        of("redirect to another host", redirect("http://example.invalid/"), NOT_FOLLOWED),
        of("redirect to another scheme", redirect("file:///etc/passwd"), NOT_FOLLOWED),
        of("a login page", page(200), "check that the url is the root of an agent"),
        of("status 500", page(500), "status 500"),
        of("status 401", page(401), "check the credentials"),
        of("no HTTP", "complete nonsense\r\n\r\n", "the connection broke"));
  }

  private static HostileAnswer of(String name, String answer, String why) {
    return new HostileAnswer(name, answer, why);
  }

  private static String length(String length) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static String redirect(String to) {
    return "HTTP/1.1 302 Found\r\nContent-Type: text/xml\r\nLocation: " + to + "\r\n\r\n";
  }

  private static String page(int status) {
    return "HTTP/1.1 " + status + " X\r\nContent-Type: text/html\r\n\r\n<html>log in</html>";
  }

  private static String header(String next) {
    return "<MTConnectStreams><Header instanceId=\"1\" firstSequence=\"1\" lastSequence=\"2\""
        + " nextSequence=\""
        + next
        + "\"/><Streams/></MTConnectStreams>";
  }

  private static String bomb() {
    StringBuilder document = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"aaaaaaaaaa\">");
    for (int i = 1; i < 30; i++) {
      String below = "&a" + (i - 1) + ";";
      document.append("<!ENTITY a").append(i).append(" \"").append(below.repeat(10)).append("\">");
    }
    return document.append("]><MTConnectStreams>&a29;</MTConnectStreams>").toString();
  }

  private static String quadratic() {
    return "<!DOCTYPE x [<!ENTITY a \""
        + "a".repeat(100_000)
        + "\">]><MTConnectStreams>"
        + "&a;".repeat(100_000)
        + "</MTConnectStreams>";
  }

  private static String gzip(String type, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: "
                + (type.isEmpty() ? "text/xml" : type)
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      if (!type.isEmpty()) {
        gzip.write("--b\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      }
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
