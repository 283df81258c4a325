package io.resonance.connector.mtconnect.source.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mtconnect.source.MtConnectGap;
import java.io.IOException;
import java.io.InputStream;
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
    assertThat(serializer.deserialize(2, serializer.serialize(unread))).isEqualTo(unread);
    assertThat(serializer.deserialize(2, serializer.serialize(split("mill/2"))))
        .isEqualTo(split("mill/2"));
  }

  @Test
  void writesTheSameBytesAsTheSecondRelease() throws Exception {
    byte[] golden = golden("mtconnect-split-v2");
    assertThat(serializer.serialize(split("mill-2"))).isEqualTo(golden);
    assertThat(serializer.deserialize(2, golden)).isEqualTo(split("mill-2"));
  }

  @Test
  void readsSplitsOfTheFirstReleaseAsWholeAgents() throws Exception {
    assertThat(serializer.deserialize(1, golden("mtconnect-split-v1"))).isEqualTo(split(""));
  }

  @Test
  void refusesStateOfALaterVersion() {
    assertThatThrownBy(() -> serializer.deserialize(3, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 3 cannot be read");
  }

  @Test
  void namesAnAgentAndADeviceInOneWord() {
    assertThat(MtConnectAgentSplit.unread("lathe-1").splitId()).isEqualTo("lathe-1");
    String id = MtConnectAgentSplit.unread("lathe-1", "a/b").splitId();
    assertThat(id).isEqualTo("lathe-1/a/b");
    assertThat(MtConnectAgentSplit.agentOf(id)).isEqualTo("lathe-1");
    assertThat(MtConnectAgentSplit.deviceOf(id)).isEqualTo("a/b");
    assertThat(MtConnectAgentSplit.deviceOf("lathe-1")).isEmpty();
  }

  private byte[] golden(String name) throws IOException {
    try (InputStream file = getClass().getResourceAsStream("/golden/" + name + ".hex")) {
      return HexFormat.of()
          .parseHex(new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }

  private static MtConnectAgentSplit split(String device) {
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
        device,
        new MtConnectProgress(
            MtConnectPosition.at(1_700_000_000L, -1), OptionalLong.of(5), Optional.of(gap)));
  }
}
