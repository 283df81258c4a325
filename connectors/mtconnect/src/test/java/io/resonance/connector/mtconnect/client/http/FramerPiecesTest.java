package io.resonance.connector.mtconnect.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streams that were damaged at random, in pieces of several sizes. */
class FramerPiecesTest {
  private static final int STREAMS = 20_000;
  private static final byte[] MARKS = "\r\n-b<>/:0 ".getBytes(StandardCharsets.US_ASCII);

  @Test
  void findsTheSamePartsInWhateverPieces() {
    List<byte[]> seeds = FramerOracle.streams();
    int parts = 0;
    int refused = 0;
    for (int seed = 0; seed < STREAMS; seed++) {
      Random random = new Random(seed);
      FramerOracle.Outcome outcome =
          FramerOracle.agree(damaged(seeds.get(seed % seeds.size()), random));
      parts += outcome.parts().size();
      refused += outcome.refused() ? 1 : 0;
    }
    assertThat(parts).as("some still hold documents").isGreaterThan(STREAMS / 10);
    assertThat(refused).as("some are refused").isGreaterThan(STREAMS / 10);
  }

  private static byte[] damaged(byte[] stream, Random random) {
    byte[] bytes = stream.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = MARKS[random.nextInt(10)];
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(bytes.length - Math.max(at, from), random.nextInt(12));
          System.arraycopy(bytes, from, bytes, at, length);
        }
      }
    }
    return bytes;
  }
}
