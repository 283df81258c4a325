package io.resonance.connector.opcua.source.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.source.ConditionEvents;
import io.resonance.connector.opcua.source.GoldenBytes;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaConditions;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.OpcUaItem;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpcUaSubscriptionSplitSerializerTest {

  private static final ConditionsPosition CONDITIONS =
      new ConditionsPosition(
          List.of(OpcUaConditions.SERVER),
          List.of(new ConditionsPosition.Known(ConditionEvents.full(), 0, true)),
          Set.of(0),
          Set.of(0),
          OptionalLong.of(7));

  private static final SplitItem NAMED =
      new SplitItem(
          OpcUaItem.of("nsu=u;s=a").at("/Objects/nsu=u;Mill/nsu=u;a"),
          "i=11",
          "RPM",
          new SplitItem.Origin.Configured());
  private static final SplitItem FOUND =
      SplitItem.found(
          OpcUaItem.of("nsu=u;s=b")
              .sampledEvery(Duration.ofMillis(20))
              .at("/Objects/nsu=u;Mill/nsu=u;b"),
          "AnalogItemType");
  private static final List<String> NOTIFIERS = List.of(OpcUaConditions.SERVER);
  private static final OpcUaSubscriptionSplit SPLIT = split(CONDITIONS);

  private static OpcUaSubscriptionSplit split(ConditionsPosition conditions) {
    return split(conditions, latest());
  }

  /** Two values of one time, the second of which says something else. */
  private static LatestValues latest() {
    LatestValues latest = LatestValues.none(2);
    latest.fromHistory(0, 1_700_000_000_000_000_100L, 0x11223344);
    latest.fromHistory(0, 1_700_000_000_000_000_100L, 0x55667788);
    return latest;
  }

  private static OpcUaSubscriptionSplit split(ConditionsPosition conditions, LatestValues latest) {
    return new OpcUaSubscriptionSplit(
        "mill",
        2,
        List.of(NAMED, FOUND),
        latest,
        BitSet.valueOf(new long[] {2}),
        new SplitPosition(
            new ServerRun("urn:server", OptionalLong.of(1_699), 77),
            OptionalLong.of(1_700),
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
    assertThat(serializer.deserialize(4, serializer.serialize(SPLIT))).isEqualTo(SPLIT);
  }

  @Test
  void writesTheBytesOfItsVersion() throws IOException {
    assertThat(HexFormat.of().formatHex(serializer.serialize(SPLIT)))
        .isEqualTo(HexFormat.of().formatHex(GoldenBytes.of("split-v4")));
  }

  @Test
  void readsTheBytesOfItsVersion() throws IOException {
    assertThat(serializer.deserialize(4, GoldenBytes.of("split-v4"))).isEqualTo(SPLIT);
  }

  /** Of the last values they say only the times. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void readsTheBytesOfTheVersionsBefore(int version) throws IOException {
    LatestValues times =
        LatestValues.ofTimes(new long[] {1_700_000_000_000_000_100L, OpcUaBatch.ABSENT});
    assertThat(serializer.deserialize(version, GoldenBytes.of("split-v" + version)))
        .isEqualTo(split(CONDITIONS, times));
  }

  @Test
  void repeatsNothingThatItemsHaveInCommon() throws IOException {
    List<SplitItem> items =
        IntStream.range(0, 1_000)
            .mapToObj(
                i ->
                    new SplitItem(
                        OpcUaItem.of("nsu=urn:acme:mill;s=Spindle-" + i)
                            .at("/Objects/nsu=urn:acme:mill;Mill/nsu=urn:acme:mill;Spindle-" + i),
                        "i=11",
                        "RPM",
                        new SplitItem.Origin.Configured()))
            .toList();
    LatestValues latest = LatestValues.none(1_000);
    for (int i = 0; i < 1_000; i++) {
      latest.live(i, 1_795_348_800_123_456_700L + 100L * i, i * 0x9E3779B9);
    }
    OpcUaSubscriptionSplit split =
        new OpcUaSubscriptionSplit("mill", 2, items, latest, new BitSet(), SPLIT.position());
    byte[] bytes = serializer.serialize(split);
    assertThat(serializer.deserialize(4, bytes)).isEqualTo(split);
    assertThat(bytes).hasSizeLessThan(1_000 * 24);
  }

  /** What release 0.1 did not note is unknown. */
  @Test
  void readsTheBytesOfRelease01() throws IOException {
    OpcUaSubscriptionSplit split = serializer.deserialize(1, GoldenBytes.of("split-v1"));
    assertThat(split.nodeIds()).isEqualTo(SPLIT.nodeIds());
    assertThat(split.lastTimes()).isEqualTo(SPLIT.lastTimes());
    assertThat(split.refused().isEmpty()).isTrue();
    assertThat(split.position().server())
        .isEqualTo(new ServerRun("urn:server", OptionalLong.empty(), 0));
    assertThat(split.position().since()).isEmpty();
    assertThat(split.position().subscriptionId()).isEqualTo(SPLIT.position().subscriptionId());
    assertThat(split.position().openGap()).isEqualTo(SPLIT.position().openGap());
    assertThat(split.position().conditions()).isEqualTo(ConditionsPosition.NONE);
    assertThat(split.isOfFirstFormat()).isTrue();
  }

  @Test
  void refusesAnUnknownVersion() {
    assertThatThrownBy(() -> serializer.deserialize(5, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 5 cannot be read");
  }

  /** Ids and namespace indexes begin anew, so the old ones may mean something else. */
  @Test
  void doesNotTakeARestartedServerForTheSame() {
    ServerRun run = SPLIT.position().server();
    assertThat(run.mayBe(run)).isTrue();
    assertThat(run.mayBe(new ServerRun("urn:server", OptionalLong.of(1_800), 77))).isFalse();
    assertThat(run.mayBe(new ServerRun("urn:server", OptionalLong.of(1_699), 78))).isFalse();
    assertThat(run.mayBe(new ServerRun("urn:other", OptionalLong.of(1_699), 77))).isFalse();
    assertThat(run.mayBe(new ServerRun("urn:server", OptionalLong.empty(), 77))).isTrue();
    assertThat(ServerRun.UNKNOWN.mayBe(run)).isTrue();
  }

  @Test
  void refusesDamagedBytes() throws IOException {
    byte[] whole = serializer.serialize(SPLIT);
    byte[] bytes = Arrays.copyOf(whole, whole.length - 3);
    assertThatThrownBy(() -> serializer.deserialize(4, bytes)).isInstanceOf(IOException.class);
  }

  @Test
  void keepsThePositionOfNodesThatStayAndMakesANewSubscription() {
    OpcUaSubscriptionSplit changed =
        SPLIT.with(List.of(SplitItem.configured(OpcUaItem.of("nsu=u;s=c")), NAMED), NOTIFIERS);
    assertThat(changed.lastTimes()).containsExactly(OpcUaBatch.ABSENT, 1_700_000_000_000_000_100L);
    assertThat(changed.position().subscriptionId()).isEmpty();
    assertThat(changed.position().conditions()).isEqualTo(CONDITIONS);
  }

  @Test
  void keepsTheSubscriptionWhereOnlyThePathIsKnownBetter() {
    SplitItem moved =
        new SplitItem(
            NAMED.item().at("/Objects/nsu=u;Lathe/nsu=u;a"), "i=11", "RPM", NAMED.origin());
    assertThat(SPLIT.with(List.of(moved, FOUND), NOTIFIERS).position()).isEqualTo(SPLIT.position());
  }

  @Test
  void makesANewSubscriptionWhereTheSamplingChanged() {
    SplitItem faster =
        new SplitItem(
            NAMED.item().sampledEvery(Duration.ofMillis(1)), "i=11", "RPM", NAMED.origin());
    assertThat(SPLIT.with(List.of(faster, FOUND), NOTIFIERS).position().subscriptionId()).isEmpty();
  }

  @Test
  void subscribesAnewWhereConditionsAreNoLongerWanted() {
    OpcUaSubscriptionSplit changed = SPLIT.with(SPLIT.items(), List.of());
    assertThat(changed.position().subscriptionId()).isEmpty();
    assertThat(changed.position().conditions().known())
        .extracting(ConditionsPosition.Known::notifier)
        .containsExactly(ConditionsPosition.NO_NOTIFIER);
  }
}
