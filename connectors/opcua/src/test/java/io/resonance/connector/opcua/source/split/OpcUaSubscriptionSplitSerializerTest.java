package io.resonance.connector.opcua.source.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OpcUaSubscriptionSplitSerializerTest {

  private static final OpcUaSubscriptionSplit SPLIT =
      new OpcUaSubscriptionSplit(
          "mill",
          2,
          List.of("nsu=u;s=a", "nsu=u;s=b"),
          new long[] {1_700_000_000_000_000_100L, OpcUaBatch.ABSENT},
          new SplitPosition(
              "urn:server",
              OptionalLong.of(4_711),
              3,
              4_294_967_295L,
              Optional.of(
                  new OpenGap(
                      "mill/2-3-9-1",
                      OpcUaGapReason.CONNECTION_LOST,
                      OptionalLong.of(100),
                      OpenGap.Recovery.HISTORY))));

  private final OpcUaSubscriptionSplitSerializer serializer =
      new OpcUaSubscriptionSplitSerializer();

  @Test
  void readsWhatItWrote() throws IOException {
    assertThat(serializer.deserialize(1, serializer.serialize(SPLIT))).isEqualTo(SPLIT);
  }

  @Test
  void writesTheBytesOfRelease01() throws IOException {
    try (var in = getClass().getResourceAsStream("/golden/opcua-split-v1.hex")) {
      String golden =
          new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip();
      assertThat(HexFormat.of().formatHex(serializer.serialize(SPLIT))).isEqualTo(golden);
    }
  }

  @Test
  void refusesAnUnknownVersion() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2 cannot be read");
  }

  @Test
  void keepsThePositionOfNodesThatStayWhenTheConfigurationChanges() {
    OpcUaSubscriptionSplit changed = SPLIT.withNodes(List.of("nsu=u;s=c", "nsu=u;s=a"));
    assertThat(changed.lastTimes()).containsExactly(OpcUaBatch.ABSENT, 1_700_000_000_000_000_100L);
    assertThat(changed.position().subscriptionId()).isEmpty();
  }
}
