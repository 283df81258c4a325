package io.resonance.connector.opcua.client.decoding;

import static org.assertj.core.api.Assertions.assertThat;

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
