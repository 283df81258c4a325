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

  @Test
  void declaresAGapForEachEquipmentAndHealsWhatWasNotLost() throws Exception {
    router.send(gap(OpcUaGap.Phase.OPEN, List.of()));
    router.send(gap(OpcUaGap.Phase.LOST, List.of(NODES.get(2))));
    assertThat(router.gaps())
        .extracting(DataGap::getEquipment, DataGap::getPhase)
        .containsExactlyInAnyOrder(
            tuple("MILL-01", GapPhase.OPEN),
            tuple("MILL-02", GapPhase.OPEN),
            tuple("MILL-02", GapPhase.LOST),
            tuple("MILL-01", GapPhase.HEALED));
    assertThat(router.gaps()).extracting(DataGap::getGapId).containsOnly("g/MILL-01", "g/MILL-02");
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
        RunningRouter.batch(1, 1)
            .gaps(
                List.of(
                    new OpcUaGap(
                        "g",
                        OpcUaGapReason.EVENTS_LOST,
                        List.of("nsu=http://opcfoundation.org/UA/;i=2253"),
                        OptionalLong.of(1000),
                        OptionalLong.of(2000),
                        OptionalLong.empty(),
                        OpcUaGap.Phase.LOST,
                        0)))
            .build());
    DataGap gap = router.gaps().get(0);
    assertThat(router.gaps()).hasSize(1);
    assertThat(gap.getEquipment()).isEqualTo("MILL-01");
    assertThat(gap.getProperty()).isEqualTo("x:conditions");
    assertThat(gap.getDetail()).contains("their present state was asked from the server");
  }

  private static OpcUaBatch gap(OpcUaGap.Phase phase, List<String> nodes) {
    OptionalLong to = phase == OpcUaGap.Phase.OPEN ? OptionalLong.empty() : OptionalLong.of(2000);
    return RunningRouter.batch(1, 1)
        .gaps(
            List.of(
                new OpcUaGap(
                    "g",
                    OpcUaGapReason.CONNECTION_LOST,
                    nodes,
                    OptionalLong.of(1000),
                    to,
                    OptionalLong.empty(),
                    phase,
                    0)))
        .build();
  }
}
