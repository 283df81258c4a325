package io.resonance.connector.opcua.client.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The flat decoder and Milo's on twenty thousand damaged messages; more and others with {@code
 * -Dfuzz.messages} and {@code -Dfuzz.seed}.
 */
class DecoderDifferenceTest {

  private static final int MESSAGES = Integer.getInteger("fuzz.messages", 20_000);
  private static final long SEED = Long.getLong("fuzz.seed", 45_288);

  @Test
  void decodesWholeMessagesAsMiloDoes() {
    for (byte[] message : SampleMessages.all()) {
      DecoderOracle.agree(message);
    }
    assertThat(DecoderOracle.agree(SampleMessages.encode(SampleMessages.SCALARS))).isTrue();
    assertThat(DecoderOracle.agree(SampleMessages.encode(SampleMessages.COMPOUNDS))).isTrue();
    assertThat(DecoderOracle.agree(SampleMessages.encode(SampleMessages.ARRAYS))).isTrue();
  }

  /** A Variant in a DataValue that is an empty array of a type that does not exist. */
  @Test
  void decodesWhatFuzzingFoundAsMiloDoes() {
    String found =
        "01000000000000000d170dff0000000000000000000d170dff000000000000000d170dffffff3f000918dab5"
            + "ffffffff10000000000000000d0e912b967275fae64a8d28b404dc7daf6339fab4340918da013afab4"
            + "3409180000000d170dffffff3f000918dab5ffffffffff000918dab5f7da01010000000d0f030000ff"
            + "0001020339fab434";
    assertThat(DecoderOracle.agree(HexFormat.of().parseHex(found))).isFalse();
  }

  @Test
  void decodesDamagedMessagesAsMiloDoesOrRefusesThemAsMiloDoes() {
    Mutation mutation = new Mutation(SEED, SampleMessages.all());
    int accepted = 0;
    for (int i = 0; i < MESSAGES; i++) {
      accepted += DecoderOracle.agree(mutation.next()) ? 1 : 0;
    }
    // damage that is always noticed, or never, would not compare much
    assertThat(accepted).isBetween(MESSAGES / 20, MESSAGES * 19 / 20);
  }
}
