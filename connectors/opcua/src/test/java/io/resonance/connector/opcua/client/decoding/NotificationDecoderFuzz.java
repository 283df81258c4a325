package io.resonance.connector.opcua.client.decoding;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The flat decoder and Milo's on whatever bytes reach new branches of either; {@code mvn verify
 * -Pfuzz}. What {@code mvn verify} runs is {@link DecoderDifferenceTest}.
 */
class NotificationDecoderFuzz {

  static List<byte[]> messages() {
    return SampleMessages.all();
  }

  @MethodSource("messages")
  @FuzzTest(maxDuration = "2m")
  void decodesAsMiloDoesOrRefusesAsMiloDoes(byte[] message) {
    DecoderOracle.agree(message);
  }
}
