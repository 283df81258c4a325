package io.resonance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.ToleratedFault;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultCheckTest {

  private static final long START = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final Origin AGENT = new Origin(Protocol.MTCONNECT, "agent", 7);
  private static final PropertyKey SPEED = new PropertyKey("spindle-speed", "s1", "RPM", "");

  private ConformHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aTimeThatRunsBackwardsIsReportedUntilItRunsForwardAgain() throws Exception {
    send(at(AGENT, 100));
    send(at(AGENT, 99));
    assertThat(violations()).as("within the tolerance").isEmpty();
    send(at(AGENT, 40));
    send(at(AGENT, 41));
    restart();
    send(at(AGENT, 101));
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.CLEARED);
    Violation cleared = violations().get(0);
    assertThat(cleared.getRuleId()).isEqualTo("observation-time");
    assertThat(cleared.getProperty()).isEqualTo("spindle-speed");
    assertThat(cleared.getOccurrences()).isEqualTo(2);
    assertThat(cleared.getLimits()).isEqualTo("not before 2023-11-14T22:15:00Z");
  }

  @Test
  void valuesRecoveredAfterALossMayBeOlderAndThoseOfServersHaveARuleOfTheirOwn() throws Exception {
    send(at(AGENT, 100));
    EquipmentBatchBuilder state = new EquipmentBatchBuilder("L", "A/L", AGENT, 1);
    state.row(state.key(SPEED), 1, START, EquipmentBatch.NO_TIME, 0).number(1);
    send(state.backfilled().build());
    Origin server = new Origin(Protocol.OPC_UA, "server", 1);
    send(at(server, 100));
    send(at(server, 10));
    assertThat(violations()).extracting(Violation::getRuleId).containsExactly("time-back");
  }

  @Test
  void aToleratedFaultIsOneViolationForItsEndpointAndKind() throws Exception {
    send(fault(ToleratedFault.Subject.TIME, "s1", 0));
    send(fault(ToleratedFault.Subject.TIME, "s2", 1));
    send(fault(ToleratedFault.Subject.CONTENT, "s1", 1));
    assertThat(violations())
        .extracting(Violation::getRuleId)
        .containsExactly("observation-time", "tolerated-fault");
    assertThat(violations().get(0).getEvidence().get(0).getValue())
        .isEqualTo("It was taken as UTC: 2020-01-01T00:00:00");
    restart();
    send(fault(ToleratedFault.Subject.TIME, "s1", 3601));
    send(at(AGENT, 3700));
    assertThat(violations())
        .extracting(Violation::getRuleId, Violation::getState)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("observation-time", ViolationState.REPEATED),
            org.assertj.core.groups.Tuple.tuple("tolerated-fault", ViolationState.CLEARED));
    assertThat(violations().get(0).getOccurrences()).isEqualTo(3);
  }

  private static EquipmentBatch at(Origin origin, long seconds) {
    EquipmentBatchBuilder batch = new EquipmentBatchBuilder("L", "A/L", origin, 1);
    batch
        .row(batch.key(SPEED), seconds, START + seconds * SECOND, EquipmentBatch.NO_TIME, 0)
        .number(1);
    return batch.build();
  }

  private static EquipmentBatch fault(
      ToleratedFault.Subject subject, String address, long seconds) {
    return new EquipmentBatchBuilder("L", "A/L", AGENT, 0)
        .fault(
            new ToleratedFault(
                subject,
                "It was taken as UTC",
                address,
                "2020-01-01T00:00:00",
                START + seconds * SECOND))
        .build();
  }

  private void send(EquipmentBatch batch) throws Exception {
    harness.processElement(batch, 0);
  }

  private List<Violation> violations() {
    return harness.extractOutputValues();
  }

  private void restart() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
  }

  private static ConformHarness harness() throws Exception {
    return new ConformHarness(new ProfileReference("mdr-profile-0.1", Map.of()));
  }
}
