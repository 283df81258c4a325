package io.resonance.connector.opcua.source.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of restored items when the configuration has changed. */
class ItemsOfTodayTest {

  private static final SplitItem A = SplitItem.configured(OpcUaItem.of("nsu=u;s=a"));
  private static final SplitItem B = SplitItem.configured(OpcUaItem.of("nsu=u;s=b"));
  private static final SplitItem TEMPERATURE = found("temp", "/Objects/nsu=u;Oven/nsu=u;temp", "");
  private static final SplitItem PRESSURE =
      found("press", "/Objects/nsu=u;Oven/nsu=u;press", "AnalogItemType");

  private static SplitItem found(String id, String path, String type) {
    return SplitItem.found(OpcUaItem.of("nsu=u;s=" + id).at(path), type);
  }

  private static OpcUaSubscriptionSplit ofVersion1(String endpoint, int index, String nodeId) {
    return new OpcUaSubscriptionSplit(
            endpoint,
            index,
            List.of(SplitItem.configured(OpcUaItem.of(nodeId))),
            LatestValues.ofTimes(new long[] {5}),
            new BitSet(),
            SplitPosition.START.renewed(ServerRun.UNKNOWN, 7, 1))
        .asOfFirstFormat();
  }

  private static ItemsOfToday today(OpcUaEndpoint.Builder endpoint) {
    return new ItemsOfToday(List.of(endpoint.build()));
  }

  private static OpcUaEndpoint.Builder oven() {
    return OpcUaEndpoint.builder("oven", "opc.tcp://oven:4840");
  }

  @Test
  void dropsANodeThatIsNoLongerNamed() {
    assertThat(today(oven().item("nsu=u;s=b")).of("oven", List.of(A, B))).containsExactly(B);
  }

  @Test
  void dropsTheItemsOfAnEndpointThatIsGone() {
    assertThat(today(oven().item("nsu=u;s=a")).of("mill", List.of(A))).isEmpty();
  }

  @Test
  void keepsAFoundNodeThatAnotherSelectionCovers() {
    ItemsOfToday today = today(oven().select(OpcUaNodeSelection.under("/Objects/Oven").glob("t*")));
    assertThat(today.of("oven", List.of(TEMPERATURE, PRESSURE))).containsExactly(TEMPERATURE);
  }

  @Test
  void dropsAFoundNodeThatIsExcludedNow() {
    ItemsOfToday today =
        today(oven().select(OpcUaNodeSelection.under("/Objects").excluding(List.of("Oven/temp"))));
    assertThat(today.of("oven", List.of(TEMPERATURE, PRESSURE))).containsExactly(PRESSURE);
  }

  @Test
  void keepsANodeFoundByATypeOnlyForThatTypeOrNone() {
    OpcUaNodeSelection.Search all = OpcUaNodeSelection.under("/Objects");
    assertThat(today(oven().select(all.ofType("AnalogItemType"))).of("oven", List.of(PRESSURE)))
        .containsExactly(PRESSURE);
    assertThat(today(oven().select(all)).of("oven", List.of(PRESSURE))).containsExactly(PRESSURE);
    assertThat(today(oven().select(all.ofType("DataItemType"))).of("oven", List.of(PRESSURE)))
        .isEmpty();
  }

  @Test
  void turnsAFoundNodeIntoANamedOneWithoutLosingWhatIsKnown() {
    assertThat(today(oven().item("nsu=u;s=temp")).of("oven", List.of(TEMPERATURE)))
        .containsExactly(
            new SplitItem(TEMPERATURE.item(), "", "", new SplitItem.Origin.Configured()));
  }

  @Test
  void givesAFoundNodeTheSamplingOfToday() {
    ItemsOfToday today =
        today(
            oven()
                .select(
                    OpcUaNodeSelection.path("/Objects/Oven/temp")
                        .sampledEvery(Duration.ofSeconds(1))));
    assertThat(today.of("oven", List.of(TEMPERATURE)).get(0).item().samplingInterval())
        .contains(Duration.ofSeconds(1));
  }

  @Test
  void givesASplitOfVersion1TheNodesOfItsIndex() {
    ItemsOfToday today = today(oven().itemsPerSubscription(1).item("nsu=u;s=c").item("nsu=u;s=b"));
    OpcUaSubscriptionSplit restored = ofVersion1("oven", 1, "nsu=u;s=b");
    OpcUaSubscriptionSplit wanted = today.of(restored);
    assertThat(wanted.items()).containsExactly(B);
    assertThat(wanted.position().subscriptionId()).hasValue(7);
  }
}
