package io.resonance.normalize.opcua;

import static io.resonance.normalize.opcua.RunningRouter.NODES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaGap;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a loss concerns, and who hears how it ended. */
class OpcUaGapRoutingTest {

  private RunningRouter router;

  @BeforeEach
  void open() throws Exception {
    router = new RunningRouter();
  }

  @AfterEach
  void close() {
    router.close();
  }

  /** A gap of all that ends as the loss of some nodes must not stay open for the others. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EVENTS_LOST")
  void declaresAGapForEachEquipmentAndHealsWhatWasNotLost(OpcUaGapReason reason) throws Exception {
    router.send(batch(gap(reason, OpcUaGap.Phase.OPEN, List.of())));
    router.send(
        batch(
            gap(reason, OpcUaGap.Phase.LOST, List.of(NODES.get(2))),
            gap(reason, OpcUaGap.Phase.HEALED, List.of())));
    assertThat(router.gaps())
        .extracting(DataGap::getEquipment, DataGap::getPhase)
        .containsExactlyInAnyOrder(
            tuple("MILL-01", GapPhase.OPEN),
            tuple("MILL-02", GapPhase.OPEN),
            tuple("MILL-02", GapPhase.LOST),
            tuple("MILL-01", GapPhase.HEALED));
    assertThat(router.gaps()).extracting(DataGap::getGapId).containsOnly("g/MILL-01", "g/MILL-02");
  }

  /** One item's loss is the equipment's, for a violation that is cleared says that all is there. */
  @Test
  void doesNotHealAnEquipmentOfWhichOneOfTwoItemsLostValues() throws Exception {
    router.send(
        batch(
            gap(OpcUaGapReason.QUEUE_OVERFLOW, OpcUaGap.Phase.LOST, List.of(NODES.get(0))),
            gap(OpcUaGapReason.QUEUE_OVERFLOW, OpcUaGap.Phase.HEALED, List.of(NODES.get(1)))));
    assertThat(router.gaps())
        .extracting(DataGap::getEquipment, DataGap::getPhase, DataGap::getProperty)
        .containsExactly(tuple("MILL-01", GapPhase.LOST, "spindle-speed"));
  }

  @Test
  void declaresARefusedNodeAsAGapOfItsProperty() throws Exception {
    router.send(
        RunningRouter.batch(1, 0)
            .faults(List.of(new OpcUaItemFault(NODES.get(1), 0x80340000, "the node is unknown")))
            .build());
    assertThat(router.gaps().get(0).getReason()).isEqualTo(GapReason.NODE_FAULT);
    assertThat(router.gaps().get(0).getProperty()).isEqualTo("feed-rate");
    assertThat(router.gaps().get(0).getDetail())
        .contains("0x80340000")
        .contains("the node is unknown");
  }

  @Test
  void declaresLostEventsWithoutDoubtingValues() throws Exception {
    router.send(
        batch(
            gap(
                OpcUaGapReason.EVENTS_LOST,
                OpcUaGap.Phase.LOST,
                List.of("nsu=http://opcfoundation.org/UA/;i=2253"))));
    DataGap gap = router.gaps().get(0);
    assertThat(router.gaps()).hasSize(1);
    assertThat(gap.getEquipment()).isEqualTo("MILL-01");
    assertThat(gap.getProperty()).isEqualTo("x:conditions");
    assertThat(gap.getDetail()).contains("their present state was asked from the server");
  }

  private static OpcUaBatch batch(OpcUaGap... gaps) {
    return RunningRouter.batch(1, 1).gaps(List.of(gaps)).build();
  }

  private static OpcUaGap gap(OpcUaGapReason reason, OpcUaGap.Phase phase, List<String> nodes) {
    OptionalLong to = phase == OpcUaGap.Phase.OPEN ? OptionalLong.empty() : OptionalLong.of(2000);
    return new OpcUaGap(
        "g", reason, nodes, OptionalLong.of(1000), to, OptionalLong.empty(), phase, 0);
  }
}
