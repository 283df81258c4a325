package io.resonance.connector.mtconnect.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.streams.AaltoStreamsParser;
import io.resonance.connector.mtconnect.source.Corpus;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartFramerTest {
  private static final int MOST = 1 << 20;

  @Test
  void cutsTheRecordedStreamOfTheReferenceAgentInAnyPieces() throws Exception {
    byte[] recorded = Files.readAllBytes(Corpus.path("recorded-agent/2.5/sample-multipart.bin"));
    for (MultipartFramer.Lengths lengths : MultipartFramer.Lengths.values()) {
      Random random = new Random(3);
      BitSet seen = new BitSet();
      int[] parts = {0};
      AaltoStreamsParser parser = new AaltoStreamsParser(DocumentLimits.standard());
      MtConnectBatchBuilder columns = new MtConnectBatchBuilder("a");
      MultipartFramer framer =
          new MultipartFramer("00471827-d1d5-40ee-bca0-cedd1507b1a2", MOST, lengths);
      for (int at = 0; at < recorded.length; ) {
        int length = Math.min(recorded.length - at, 1 + random.nextInt(9_000));
        framer.feed(
            ByteBuffer.wrap(recorded, at, length),
            (bytes, offset, size) -> {
              parser.parse(bytes, offset, size, columns);
              columns.sort();
              for (int row = 0; row < columns.size(); row++) {
                seen.set((int) columns.sequence(row));
              }
              parts[0]++;
            });
        at += length;
      }
      // The recording was cut in the middle of its 162nd part, which must not come out.
      assertThat(seen.cardinality()).isEqualTo(14_422);
      assertThat(parts[0]).isEqualTo(161);
    }
  }

  @Test
  void findsTheBoundaryQuotedOrNot() {
    assertThat(MultipartFramer.boundaryOf("multipart/mixed; charset=utf-8; boundary=\"a b\"; x=1"))
        .isEqualTo("a b");
    assertThat(MultipartFramer.boundaryOf("multipart/x-mixed-replace;Boundary=--abc;q=1"))
        .isEqualTo("abc");
    assertThat(MultipartFramer.boundaryOf("text/xml")).isEmpty();
  }

  @Test
  void givesAPartWithoutLengthAsSoonAsItsRootEnds() throws Exception {
    assertThat(
            parts(
                MultipartFramer.Lengths.TRUSTED,
                "--b\r\nContent-type: text/xml\r\n\r\n<MTConnectStreams>1</MTConnectStreams>\r\n"))
        .containsExactly("<MTConnectStreams>1</MTConnectStreams>");
  }

  @Test
  void doesNotEndAPartAtABoundaryInsideALine() throws Exception {
    assertThat(
            parts(
                MultipartFramer.Lengths.IGNORED,
                "--b\r\n\r\n<MTConnectStreams>x --b\r\n</MTConnectStreams>\r\n--b--\r\nrest"))
        .containsExactly("<MTConnectStreams>x --b\r\n</MTConnectStreams>");
  }

  @Test
  void takesABoundaryInsideAPartOfKnownLengthForText() throws Exception {
    String part = "<MTConnectStreams>\r\n--b\r\n</MTConnectStreams>";
    assertThat(
            parts(
                MultipartFramer.Lengths.TRUSTED,
                "--b\r\nContent-length: " + part.length() + "\r\n\r\n" + part + "\r\n--b--"))
        .containsExactly(part);
  }

  @Test
  void leavesPartsWhereTheyAreUntilTheyAreWanted() throws Exception {
    List<String> found = new ArrayList<>();
    boolean[] open = {false};
    MultipartFramer framer = new MultipartFramer("b", MOST, MultipartFramer.Lengths.TRUSTED);
    MultipartFramer.Parts parts =
        new MultipartFramer.Parts() {
          @Override
          public void part(byte[] bytes, int offset, int length) {
            found.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
            open[0] = false;
          }

          @Override
          public boolean wantsMore() {
            return open[0];
          }
        };
    String one = "--b\r\nContent-length: 1\r\n\r\n%s\r\n";
    framer.feed(bytes(one.formatted("1") + one.formatted("2")), parts);
    framer.feed(bytes(one.formatted("3")), parts);
    assertThat(found).isEmpty();
    for (int i = 0; i < 3; i++) {
      open[0] = true;
      framer.feed(bytes(""), parts);
    }
    assertThat(found).containsExactly("1", "2", "3");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void keepsATruncatedPartBack() throws Exception {
    assertThat(
            parts(
                MultipartFramer.Lengths.TRUSTED,
                "--b\r\nContent-length: 100\r\n\r\n<MTConnectStreams>"))
        .isEmpty();
  }

  @Test
  void refusesLengthsThatLie() {
    refused("--b\nContent-length: 5\n\n<MTConnectStreams/>\r\n--b\n", "where a part boundary must");
    refused("--b\nContent-length: -1\n\n", "which is no length");
    refused("--b\nContent-length: 9223372036854775808\n\n", "which is no length");
    refused("--b\nContent-length: 2000000\n\n", "larger than the 1048576 allowed");
    refused("--b\nContent-type: text/html\n\n", "and neither XML nor JSON");
    refused("--b\nX: " + "y".repeat(9_000), "headers of a part are longer");
    refused("HTTP/1.1 200 OK\r\n", "where a part boundary must stand");
    refused("--b\n\n" + "y".repeat(MOST + 10), "without Content-length is larger");
  }

  private static void refused(String stream, String why) {
    assertThatThrownBy(() -> parts(MultipartFramer.Lengths.TRUSTED, stream))
        .isInstanceOf(MtConnectDocumentException.class)
        .hasMessageContaining(why);
  }

  private static List<String> parts(MultipartFramer.Lengths lengths, String stream)
      throws Exception {
    List<String> found = new ArrayList<>();
    MultipartFramer framer = new MultipartFramer("b", MOST, lengths);
    framer.feed(
        ByteBuffer.wrap(stream.getBytes(StandardCharsets.ISO_8859_1)),
        (bytes, offset, length) ->
            found.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1)));
    return found;
  }
}
