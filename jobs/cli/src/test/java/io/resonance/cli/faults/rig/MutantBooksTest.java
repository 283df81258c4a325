package io.resonance.cli.faults.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.cli.faults.cell.Account;
import io.resonance.cli.faults.cell.Fault;
import io.resonance.connector.mes.message.MesMessages;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.PropertyValue;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.Quality;
import io.resonance.schema.v1.SourceReference;
import io.resonance.schema.v1.ValueType;
import io.resonance.testbed.mes.EffectLedger;
import io.resonance.testbed.mes.ReceivedMessage;
import io.resonance.testbed.mes.SampleRecords;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The histories that planted mistakes would leave in the books of a cell: the matrix fails with
 * each. The mistakes themselves run against the simulation of the OPC UA session and of the agent's
 * sequences ({@code Mutants}, {@code SequenceTrackerSimulationTest}).
 */
class MutantBooksTest {

  private static final Instant START = Instant.parse("2026-11-22T06:00:00Z");
  private static final String NODE = "nsu=urn:mill;s=speed";
  private static final int VALUES = 20;

  private final CellBooks books = new CellBooks();
  private final EffectLedger effects = new EffectLedger();
  private final MesMessages messages = new MesMessages("plant", MesMessaging.standard());

  @BeforeEach
  void machinesProduce() {
    for (int n = 1; n <= VALUES; n++) {
      books.ledger().producedByNode("mill-server", NODE, nanos(n));
      books.ledger().producedByAgent("lathe-agent", 1, n, nanos(n));
    }
  }

  @Test
  void aSoundHistoryPasses() {
    receivedFromNode(1, VALUES);
    receivedFromAgent(1, VALUES);
    delivered(1);
    assertThat(objections()).isEmpty();
  }

  /** The server forgets what the killed job had acknowledged and not yet checkpointed. */
  @Test
  void acknowledgingEarlyIsFound() {
    receivedFromNode(1, 8);
    receivedFromNode(12, VALUES);
    receivedFromAgent(1, VALUES);
    assertThat(objections()).containsExactly("3 values or messages were lost undeclared");
  }

  /** What was sent while the line was down is not asked for again. */
  @Test
  void skippingRepublishIsFound() {
    receivedFromNode(1, 5);
    receivedFromNode(7, VALUES);
    receivedFromAgent(1, VALUES);
    assertThat(objections()).containsExactly("1 values or messages were lost undeclared");
  }

  @Test
  void resumingAnAgentAtItsPresentStateIsFound() {
    receivedFromNode(1, VALUES);
    receivedFromAgent(1, 9);
    receivedFromAgent(VALUES, VALUES);
    assertThat(objections()).containsExactly("10 values or messages were lost undeclared");
  }

  @Test
  void droppingAFailedRequestToTheMesIsFound() {
    receivedFromNode(1, VALUES);
    receivedFromAgent(1, VALUES);
    delivered(1);
    outbox(2);
    assertThat(objections()).containsExactly("1 values or messages were lost undeclared");
  }

  /** Records of an equipment come over several partitions, in any order. */
  @Test
  void aRandomKeyIsFound() {
    receivedFromNode(1, 9);
    receivedFromNode(12, 12);
    receivedFromNode(10, 11);
    receivedFromNode(13, VALUES);
    receivedFromAgent(1, VALUES);
    assertThat(objections()).containsExactly("2 came after a later one");
  }

  /** Without its state the source begins again with what the agent still has. */
  @Test
  void aChangedUidIsFound() {
    receivedFromNode(1, VALUES);
    receivedFromAgent(1, 12);
    receivedFromAgent(1, VALUES);
    assertThat(objections()).contains("12 values came twice");
  }

  @Test
  void sendingToTheMesWithoutTheOutboxIsFound() {
    receivedFromNode(1, VALUES);
    receivedFromAgent(1, VALUES);
    effect(message(3));
    assertThat(objections()).containsExactly("1 messages took effect or were settled wrongly");
  }

  @Test
  void overtakingInTheMesIsFound() {
    receivedFromNode(1, VALUES);
    receivedFromAgent(1, VALUES);
    outbox(1);
    delivered(2);
    effect(message(1));
    books.note(Topic.MES_STATUS, message(1));
    assertThat(objections()).containsExactly("1 came after a later one");
  }

  @Test
  void declaringMoreThanIsMissingIsFound() {
    receivedFromNode(1, 10);
    receivedFromNode(12, VALUES);
    receivedFromAgent(1, VALUES);
    books.ledger().gap("g", "mill-server", NODE, nanos(2), nanos(18), false);
    assertThat(objections()).containsExactly("1 gaps declare more than is missing");
  }

  private List<String> objections() {
    Account account = books.account(effects, 1, told -> {});
    return account.objections(Fault.OPCUA_RESET);
  }

  private void receivedFromNode(int from, int to) {
    for (int n = from; n <= to; n++) {
      received(new SourceReference(Protocol.OPC_UA, "mill-server", 5L), NODE, n, "MILL-01");
    }
  }

  private void receivedFromAgent(int from, int to) {
    for (int n = from; n <= to; n++) {
      received(new SourceReference(Protocol.MTCONNECT, "lathe-agent", 1L), "x", n, "LATHE-01");
    }
  }

  private void received(SourceReference source, String address, int n, String equipment) {
    PropertyValue value =
        PropertyValue.newBuilder()
            .setProperty("spindle-speed")
            .setAddress(address)
            .setSequence(n)
            .setSourceTimestamp(START.plusSeconds(n))
            .setValueType(ValueType.DOUBLE)
            .setDoubleValue(1.0)
            .setQuality(Quality.GOOD)
            .build();
    books.note(
        Topic.VALUES,
        EquipmentPropertyValues.newBuilder()
            .setEquipment(equipment)
            .setHierarchyScope("Acme")
            .setSource(source)
            .setProfile("mdr-profile-0.1")
            .setProfileHash("00")
            .setValues(List.of(value))
            .build());
  }

  private MesMessage message(int n) {
    return messages.compose(SampleRecords.violation("MILL-01", n)).orElseThrow();
  }

  private void outbox(int n) {
    books.note(Topic.MES_OUTBOX, message(n));
  }

  private void delivered(int n) {
    outbox(n);
    effect(message(n));
    books.note(Topic.MES_STATUS, message(n));
  }

  private void effect(MesMessage message) {
    EffectLedger.Result result =
        effects.take(
            new ReceivedMessage(
                "NotifyOperationsEvent",
                message.getBodId(),
                START,
                "plant",
                message.getEquipment(),
                message.getBodId(),
                ""));
    assertThat(result).isEqualTo(EffectLedger.Result.ACCEPTED);
  }

  private static long nanos(int n) {
    return START.plusSeconds(n).getEpochSecond() * 1_000_000_000L;
  }
}
