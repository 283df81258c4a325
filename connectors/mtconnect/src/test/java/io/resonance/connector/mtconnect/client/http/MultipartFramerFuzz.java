package io.resonance.connector.mtconnect.client.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The framer on whatever bytes reach new branches of it, in pieces of several sizes; {@code mvn
 * verify -Pfuzz}. What {@code mvn verify} runs is {@link FramerPiecesTest}.
 */
class MultipartFramerFuzz {

  static List<byte[]> streams() {
    return FramerOracle.streams();
  }

  @MethodSource("streams")
  @FuzzTest(maxDuration = "2m")
  void findsTheSamePartsInWhateverPieces(byte[] stream) {
    FramerOracle.agree(stream);
  }
}
