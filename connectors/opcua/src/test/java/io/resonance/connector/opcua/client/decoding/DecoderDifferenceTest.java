package io.resonance.connector.opcua.client.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The flat decoder and Milo's on twenty thousand damaged messages. */
class DecoderDifferenceTest {

  private static final int MESSAGES = 20_000;

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
    Mutation mutation = new Mutation(45_288, SampleMessages.all());
    int accepted = 0;
    for (int i = 0; i < MESSAGES; i++) {
      accepted += DecoderOracle.agree(mutation.next()) ? 1 : 0;
    }
    // damage that is always noticed, or never, would not compare much
    assertThat(accepted).isBetween(MESSAGES / 20, MESSAGES * 19 / 20);
  }
}
