package io.resonance.connector.mtconnect.source.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mtconnect.source.MtConnectGap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MtConnectAgentSplitSerializerTest {
  private final MtConnectAgentSplitSerializer serializer = new MtConnectAgentSplitSerializer();

  @Test
  void readsBackWhatItWrote() throws Exception {
    MtConnectAgentSplit unread = MtConnectAgentSplit.unread("a");
    assertThat(serializer.deserialize(1, serializer.serialize(unread))).isEqualTo(unread);
    assertThat(serializer.deserialize(1, serializer.serialize(split()))).isEqualTo(split());
  }

  @Test
  void writesTheSameBytesAsTheFirstRelease() throws Exception {
    String golden =
        new String(
            getClass().getResourceAsStream("/golden/mtconnect-split-v1.hex").readAllBytes(),
            StandardCharsets.US_ASCII);
    assertThat(HexFormat.of().formatHex(serializer.serialize(split()))).isEqualTo(golden.strip());
    assertThat(serializer.deserialize(1, HexFormat.of().parseHex(golden.strip())))
        .isEqualTo(split());
  }

  @Test
  void refusesStateOfALaterVersion() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2 cannot be read");
  }

  private static MtConnectAgentSplit split() {
    MtConnectGap gap =
        new MtConnectGap(
            "gap-1",
            MtConnectGap.Reason.CONNECTION_LOST,
            MtConnectGap.Phase.OPEN,
            OptionalLong.of(1_700_000_000L),
            OptionalLong.empty(),
            OptionalLong.of(-1),
            OptionalLong.empty(),
            OptionalLong.of(5),
            OptionalLong.empty(),
            OptionalLong.empty());
    return new MtConnectAgentSplit(
        "lathe-1",
        new MtConnectProgress(
            MtConnectPosition.at(1_700_000_000L, -1), OptionalLong.of(5), Optional.of(gap)));
  }
}
