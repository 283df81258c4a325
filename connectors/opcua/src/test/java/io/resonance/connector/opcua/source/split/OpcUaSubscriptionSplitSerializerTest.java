package io.resonance.connector.opcua.source.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.source.ConditionEvents;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaConditions;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpcUaSubscriptionSplitSerializerTest {

  private static final ConditionsPosition CONDITIONS =
      new ConditionsPosition(
          List.of(OpcUaConditions.SERVER),
          List.of(new ConditionsPosition.Known(ConditionEvents.full(), 0, true)),
          Set.of(0),
          Set.of(0),
          OptionalLong.of(7));

  private static final OpcUaSubscriptionSplit SPLIT = split(CONDITIONS);

  private static OpcUaSubscriptionSplit split(ConditionsPosition conditions) {
    return new OpcUaSubscriptionSplit(
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
                    OpenGap.Recovery.HISTORY)),
            conditions));
  }

  private final OpcUaSubscriptionSplitSerializer serializer =
      new OpcUaSubscriptionSplitSerializer();

  @Test
  void readsWhatItWrote() throws IOException {
    assertThat(serializer.deserialize(2, serializer.serialize(SPLIT))).isEqualTo(SPLIT);
  }

  @Test
  void writesTheBytesOfFormat2() throws IOException {
    assertThat(HexFormat.of().formatHex(serializer.serialize(SPLIT))).isEqualTo(golden(2));
  }

  @Test
  void readsTheBytesOfRelease01() throws IOException {
    assertThat(serializer.deserialize(1, HexFormat.of().parseHex(golden(1))))
        .isEqualTo(split(ConditionsPosition.NONE));
  }

  private String golden(int version) throws IOException {
    try (var in = getClass().getResourceAsStream("/golden/opcua-split-v" + version + ".hex")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip();
    }
  }

  @Test
  void refusesAnUnknownVersion() {
    assertThatThrownBy(() -> serializer.deserialize(3, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 3 cannot be read");
  }

  @Test
  void keepsThePositionOfNodesThatStayWhenTheConfigurationChanges() {
    OpcUaSubscriptionSplit changed =
        SPLIT.as(configured(List.of("nsu=u;s=c", "nsu=u;s=a"), OpcUaConditions.ofServer()));
    assertThat(changed.lastTimes()).containsExactly(OpcUaBatch.ABSENT, 1_700_000_000_000_000_100L);
    assertThat(changed.position().subscriptionId()).isEmpty();
    assertThat(changed.position().conditions()).isEqualTo(CONDITIONS);
  }

  @Test
  void subscribesAnewWhereConditionsAreNoLongerWanted() {
    OpcUaSubscriptionSplit changed = SPLIT.as(configured(SPLIT.nodeIds(), OpcUaConditions.none()));
    assertThat(changed.position().subscriptionId()).isEmpty();
    assertThat(changed.position().conditions().known())
        .extracting(ConditionsPosition.Known::notifier)
        .containsExactly(ConditionsPosition.NO_NOTIFIER);
  }

  private static OpcUaSubscriptionSplit configured(
      List<String> nodeIds, OpcUaConditions conditions) {
    return OpcUaSubscriptionSplit.of(
            OpcUaEndpoint.builder("mill", "opc.tcp://mill:4840")
                .items(nodeIds)
                .conditions(conditions)
                .build())
        .get(0);
  }
}
