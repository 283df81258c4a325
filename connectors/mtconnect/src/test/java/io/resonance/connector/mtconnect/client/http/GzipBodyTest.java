package io.resonance.connector.mtconnect.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipBodyTest {

  @Test
  void inflatesABodyThatComesInAnyPieces() throws Exception {
    Random random = new Random(5);
    byte[] text = new byte[300_000];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (' ' + random.nextInt(20));
    }
    byte[] zipped = gzip(text);
    for (int round = 0; round < 20; round++) {
      ByteArrayOutputStream inflated = new ByteArrayOutputStream();
      try (GzipBody body = new GzipBody()) {
        for (int at = 0; at < zipped.length; ) {
          int length = Math.min(zipped.length - at, 1 + random.nextInt(round < 2 ? 3 : 20_000));
          assertThat(body.isWhole()).isFalse();
          body.feed(ByteBuffer.wrap(zipped, at, length), bytes -> write(bytes, inflated));
          at += length;
        }
        assertThat(body.isWhole()).isTrue();
      }
      assertThat(inflated.toByteArray()).isEqualTo(text);
    }
  }

  // RFC 1952, 2.2: a body may have several members; 2.3: extra field, name, comment, header CRC.
  @Test
  void understandsSeveralMembersAndEveryOptionalHeader() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    zipped.writeBytes(gzip("first ".getBytes(StandardCharsets.UTF_8)));
    byte[] second = gzip("second".getBytes(StandardCharsets.UTF_8));
    second[3] = 2 | 4 | 8 | 16;
    zipped.write(second, 0, 10);
    zipped.writeBytes(new byte[] {3, 0, 9, 9, 9, 'n', 'a', 0, 'c', 0, 7, 7});
    zipped.write(second, 10, second.length - 10);
    ByteArrayOutputStream inflated = new ByteArrayOutputStream();
    try (GzipBody body = new GzipBody()) {
      body.feed(ByteBuffer.wrap(zipped.toByteArray()), bytes -> write(bytes, inflated));
      assertThat(body.isWhole()).isTrue();
    }
    assertThat(inflated.toString(StandardCharsets.UTF_8)).isEqualTo("first second");
  }

  @Test
  void givesWhatAnAgentFlushedBeforeTheBodyEnds() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    GZIPOutputStream stream = new GZIPOutputStream(zipped, 512, true);
    stream.write("--b\r\n".getBytes(StandardCharsets.UTF_8));
    stream.flush();
    ByteArrayOutputStream inflated = new ByteArrayOutputStream();
    try (GzipBody body = new GzipBody()) {
      body.feed(ByteBuffer.wrap(zipped.toByteArray()), bytes -> write(bytes, inflated));
      assertThat(inflated.toString(StandardCharsets.UTF_8)).isEqualTo("--b\r\n");
      assertThat(body.isWhole()).isFalse();
    }
  }

  @Test
  void refusesABombLongBeforeItIsLarge() throws Exception {
    byte[] zipped = gzip(new byte[200 << 20]);
    int[] most = {0};
    assertThatThrownBy(
            () -> {
              try (GzipBody body = new GzipBody()) {
                for (int at = 0; at < zipped.length; at += 1_000) {
                  int length = Math.min(1_000, zipped.length - at);
                  body.feed(
                      ByteBuffer.wrap(zipped, at, length), bytes -> most[0] += bytes.remaining());
                }
              }
            })
        .isInstanceOf(MtConnectDocumentException.class)
        .hasMessageContaining("compressed more than 250 to 1");
    assertThat(most[0]).isLessThan(2 << 20);
  }

  @Test
  void refusesWhatIsNoGzipOrWasDamaged() throws Exception {
    byte[] good = gzip("document".getBytes(StandardCharsets.UTF_8));
    refused("<MTConnectStreams/>".getBytes(StandardCharsets.UTF_8), "declared to be gzip");
    byte[] wrongSum = good.clone();
    wrongSum[wrongSum.length - 6]++;
    refused(wrongSum, "wrong checksum");
    byte[] damaged = good.clone();
    damaged[10] = (byte) 0xff;
    refused(damaged, "is damaged");
    byte[] endless = new byte[70_000];
    java.util.Arrays.fill(endless, (byte) 'n');
    System.arraycopy(good, 0, endless, 0, 10);
    endless[3] = 8;
    refused(endless, "gzip header of the answer has no end");
  }

  @Test
  void stopsAtOnceWhenItsSinkClosesIt() throws Exception {
    byte[] zipped = gzip(new byte[100_000]);
    GzipBody body = new GzipBody();
    int[] calls = {0};
    body.feed(
        ByteBuffer.wrap(zipped),
        bytes -> {
          calls[0]++;
          body.close();
        });
    assertThat(calls[0]).isEqualTo(1);
  }

  private static void refused(byte[] bytes, String why) {
    assertThatThrownBy(
            () -> {
              try (GzipBody body = new GzipBody()) {
                body.feed(ByteBuffer.wrap(bytes), inflated -> inflated.position(inflated.limit()));
              }
            })
        .isInstanceOf(MtConnectDocumentException.class)
        .hasMessageContaining(why);
  }

  private static void write(ByteBuffer bytes, ByteArrayOutputStream to) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    to.writeBytes(copy);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
