package io.resonance.connector.mtconnect.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.http.MultipartFramer.Lengths;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stream holds does not depend on the pieces in which its bytes come, but for one thing that
 * is wanted: a part without a length is given as soon as its root ends, if the bytes so far end
 * there, so that whatever follows it on the same line is then no longer part of it.
 */
final class FramerOracle {
  private static final int MOST = 1 << 12;

  private FramerOracle() {}

  /** Streams in the forms agents write, with the boundary {@code b}. */
  static List<byte[]> streams() {
    String counted = "--b\r\nContent-type: text/xml\r\nContent-length: 21\r\n\r\n";
    String plain = "--b\nContent-type: text/xml\n\n";
    return List.of(
        bytes(counted + "<MTConnectStreams/>\r\n\r\n" + counted + "<MTConnectStreams/> \n\n"),
        bytes(plain + "<MTConnectStreams>1</MTConnectStreams>\r\n" + plain + "<a>\n</a>\n--b--\n"),
        bytes(plain + "<MTConnectStreams><!-- --b -->\r\n--bc\r\n</MTConnectStreams>\r\n--b--"),
        bytes("--b\r\nContent-Length: 2\r\nX: y\r\n\r\n{}\r\n--b\r\n\r\n{\"a\":1}\r\n--b\r\n"),
        bytes("\r\n--b\r\nContent-length: 9223372036854775808\r\n\r\n<a/>"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * What came out.
   *
   * @param parts in order
   * @param refused whether the rest was; what the message quotes depends on what has come
   */
  record Outcome(List<String> parts, boolean refused) {}

  /** Requires parts that begin at the same places, however the bytes come; gives those of all. */
  static Outcome agree(byte[] stream) {
    Outcome whole = new Outcome(List.of(), false);
    for (Lengths lengths : Lengths.values()) {
      whole = outcome(stream, lengths, stream.length);
      for (int piece : new int[] {1, 2, 7, 64}) {
        Outcome pieces = outcome(stream, lengths, piece);
        assertThat(isSame(whole.parts(), pieces))
            .as("%s in pieces of %d: %s%n%s%n%s", lengths, piece, text(stream), whole, pieces)
            .isTrue();
      }
    }
    return whole;
  }

  private static boolean isSame(List<String> whole, Outcome outcome) {
    List<String> pieces = outcome.parts();
    for (int i = 0; i < Math.min(whole.size(), pieces.size()); i++) {
      if (!whole.get(i).equals(pieces.get(i))) {
        return isRoot(pieces.get(i)) && whole.get(i).startsWith(pieces.get(i));
      }
    }
    if (pieces.size() >= whole.size()) {
      return pieces.stream().skip(whole.size()).allMatch(FramerOracle::isRoot);
    }
    // what follows the early part is refused, where it would have been a part of it
    return outcome.refused() && !pieces.isEmpty() && isRoot(pieces.get(pieces.size() - 1));
  }

  private static boolean isRoot(String part) {
    return part.endsWith("MTConnectStreams>");
  }

  private static Outcome outcome(byte[] stream, Lengths lengths, int piece) {
    List<String> parts = new ArrayList<>();
    MultipartFramer framer = new MultipartFramer("b", MOST, lengths);
    try {
      for (int at = 0; at < stream.length; at += piece) {
        framer.feed(
            ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at)),
            (bytes, offset, length) ->
                parts.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1)));
      }
    } catch (MtConnectDocumentException refused) {
      return new Outcome(parts, true);
    }
    return new Outcome(parts, false);
  }

  private static String text(byte[] stream) {
    return new String(stream, StandardCharsets.ISO_8859_1);
  }
}
