package io.resonance.normalize.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.resonance.normalize.NormalizeFunction;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.EquipmentBatchSerializer;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.QualityScale;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.plant.Equipment;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.plant.PropertyMapping;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import io.resonance.schema.v1.JobContext;
import io.resonance.schema.v1.MachineryState;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** States and contexts as {@link NormalizeFunction} gives them. */
class SituationsTest {

  private static final PropertyKey SPEED = new PropertyKey("spindle-speed", "s", "", "RPM");
  private static final PropertyKey EXECUTION = new PropertyKey("execution", "e", "", "");
  private static final PropertyKey HEALTH = new PropertyKey("device-health", "h1", "", "");
  private static final PropertyKey PART = new PropertyKey("part-id", "p", "", "");
  private static final PropertyKey PROGRAM = new PropertyKey("program", "g", "", "");
  private static final PropertyKey COUNT = new PropertyKey("part-count", "c", "", "");

  private KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, EquipmentBatch> harness;
  private long sequence;

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
  void aStateSaysWhatItIsSinceWhenAndWhy() throws Exception {
    process(agent().with(EXECUTION, 1_000, "READY").with(PROGRAM, 1_000, "O1"));
    process(agent().with(EXECUTION, 5_000_007, "ACTIVE"));
    EquipmentState state = states().get(1);
    assertThat(state.getState()).isEqualTo(MachineryState.EXECUTING);
    assertThat(state.getDetail()).isEqualTo("ACTIVE");
    assertThat(state.getSinceNanos()).isEqualTo(7);
    assertThat(state.getSince()).isEqualTo(java.time.Instant.EPOCH.plusNanos(5_000_000));
    assertThat(state.getPreviousState()).isEqualTo(MachineryState.NOT_EXECUTING);
    assertThat(state.getPreviousDetail()).isEqualTo("READY");
    assertThat(state.getPreviousDurationMicros()).isEqualTo(4_999);
    assertThat(state.getStateRow()).isEqualTo("execution-active");
    assertThat(state.getProfileHash()).hasSize(64);
    assertThat(state.getContext().getProgram()).isEqualTo("O1");
    assertThat(state.getLate()).isFalse();
    assertThat(state.getCauses())
        .extracting("property", "address", "sequence", "word", "source.endpoint")
        .containsExactly(tuple("execution", "e", 3L, "ACTIVE", "agent"));
    assertThat(states().get(0).getPreviousState()).isNull();
    assertThat(states().get(0).getStateId()).isNotEqualTo(state.getStateId());
  }

  /** OPC UA: the code of an enumeration gets its text from the server's EnumStrings. */
  @Test
  void anEnumerationSpeaksByItsText() throws Exception {
    PropertyKey channel = new PropertyKey("channel-state", "nsu=u;s=c", "", "");
    Batch first = new Batch(Protocol.OPC_UA, "server");
    first.builder.facts(
        new PropertyFacts(
            channel,
            "State",
            ValueRange.UNBOUNDED,
            ValueRange.UNBOUNDED,
            Map.of(0L, "Active", 2L, "Reset"),
            1));
    process(first.withCode(channel, 1_000, 2));
    process(new Batch(Protocol.OPC_UA, "server").withCode(channel, 2_000, 0));
    assertThat(states())
        .extracting(EquipmentState::getState)
        .containsExactly(MachineryState.NOT_EXECUTING, MachineryState.EXECUTING);
  }

  /** A controller without a companion specification: the plant file says what its numbers mean. */
  @Test
  void valuesStandForTheWordsOfThePlantFile() throws Exception {
    harness.close();
    harness = harness(Map.of("3", "ACTIVE", "false", "STOPPED", "Bereit", "READY"));
    harness.open();
    PropertyKey execution = new PropertyKey("execution", "nsu=u;s=e", "", "");
    process(new Batch(Protocol.OPC_UA, "server").with(execution, 1_000, 3));
    process(new Batch(Protocol.OPC_UA, "server").with(execution, 2_000, "Bereit"));
    Batch truth = new Batch(Protocol.OPC_UA, "server");
    truth.row(execution, 3_000, 0);
    truth.builder.truth(false);
    process(truth);
    process(new Batch(Protocol.OPC_UA, "server").with(execution, 4_000, 7));
    assertThat(states())
        .extracting(EquipmentState::getDetail)
        .containsExactly("ACTIVE", "READY", "STOPPED", null);
    assertThat(out().get(0).object(0)).isEqualTo("ACTIVE");
    assertThat(out().get(0).integer(0)).as("what the machine said").isEqualTo(3);
    assertThat(out().get(1).object(0)).isEqualTo("READY");
    assertThat(out().get(1).attributes(0)).containsEntry("said", "Bereit");
    assertThat(out().get(2).object(0)).isEqualTo("STOPPED");
    assertThat(out().get(3).integer(0)).as("no word is said for it").isEqualTo(7);
  }

  /** One machine, two protocols: both speak for it. */
  @Test
  void wordsOfBothProtocolsAreOneState() throws Exception {
    PropertyKey item = new PropertyKey("machinery-item-state", "nsu=u;s=i", "", "");
    process(agent().with(EXECUTION, 1_000, "ACTIVE"));
    process(new Batch(Protocol.OPC_UA, "server").with(item, 2_000, "OutOfService"));
    assertThat(states().get(1).getState()).isEqualTo(MachineryState.OUT_OF_SERVICE);
    assertThat(states().get(1).getCauses())
        .extracting(each -> each.getSource().getProtocol())
        .containsExactly(Protocol.MTCONNECT, Protocol.OPC_UA);
  }

  @Test
  void aBadWordIsNone() throws Exception {
    process(agent().with(EXECUTION, 1_000, "ACTIVE"));
    process(agent().bad(EXECUTION, 2_000));
    assertThat(states().get(1).getState()).isEqualTo(MachineryState.UNKNOWN);
    assertThat(states().get(1).getCauses().get(0).getWord()).isNull();
    assertThat(states().get(1).getCauses().get(0).getStatusCode()).isEqualTo(0x80310000L);
  }

  @Test
  void rowsGetWhatTheMachineWorkedOnWhenTheyWereMeasured() throws Exception {
    process(agent().with(PART, 1_000, "A").with(COUNT, 1_000, 7));
    process(agent().with(SPEED, 1_500, 800.0));
    assertThat(contexts()).containsExactly(context("A", 7L), context("A", 7L));
  }

  @Test
  void aBatchInWhichThePartChangesIsDivided() throws Exception {
    process(agent().with(PART, 1_000, "A"));
    process(
        agent()
            .with(SPEED, 1_500, 1.0)
            .with(SPEED, 2_500, 3.0)
            .with(SPEED, 1_900, 2.0)
            .with(PART, 2_000, "B"));
    assertThat(contexts())
        .containsExactly(context("A", null), context("A", null), context("B", null));
    EquipmentBatch before = out().get(1);
    assertThat(List.of(before.number(0), before.number(1))).containsExactly(1.0, 2.0);
    assertThat(out().get(2).size()).isEqualTo(2);
    assertThat(out().get(2).key(out().get(2).keyIndex(1)).property()).isEqualTo("part-id");
  }

  @Test
  void lateRowsGetThePartOfTheirTime() throws Exception {
    process(agent().with(PART, 1_000, "A"));
    process(agent().with(PART, 2_000, "B"));
    Batch late = agent().with(SPEED, 1_700, 1.0).with(SPEED, 500, 2.0);
    late.builder.backfilled();
    process(late);
    assertThat(contexts().subList(2, 4))
        .as("the one before the first part is of none")
        .containsExactly(Optional.empty(), context("A", null));
    assertThat(out().subList(2, 4)).allMatch(EquipmentBatch::isBackfilled);
  }

  @Test
  void conditionsGetThePartOfTheirTime() throws Exception {
    process(agent().with(PART, 1_000_000, "A").with(PART, 2_000_000, "B"));
    Batch alarm = agent();
    alarm.builder.condition(condition(1_500_000));
    process(alarm);
    EquipmentBatch last = out().get(out().size() - 1);
    assertThat(last.conditions().get(0).getContext().getPart()).isEqualTo("A");
    assertThat(last.conditions().get(0).getProfileHash()).hasSize(64);
  }

  @Test
  void gapsGetThePartThatWasMadeWhenTheyBegan() throws Exception {
    process(agent().with(PART, 1_000_000, "A").with(PART, 2_000_000, "B"));
    Batch lost = agent();
    lost.builder.gap(
        DataGap.newBuilder()
            .setGapId("g1")
            .setEquipment("LATHE-01")
            .setHierarchyScope("Acme/LATHE-01")
            .setSource(new SourceReference(Protocol.MTCONNECT, "agent", 1L))
            .setProfile("")
            .setReason(GapReason.BUFFER_OVERRUN)
            .setPhase(GapPhase.LOST)
            .setFromTimestamp(java.time.Instant.EPOCH.plusNanos(1_500_000))
            .setToTimestamp(java.time.Instant.EPOCH.plusNanos(1_600_000))
            .setDetail("the buffer was overwritten")
            .build());
    process(lost);
    DataGap gap = out().get(out().size() - 1).gaps().get(0);
    assertThat(gap.getContext().getPart()).isEqualTo("A");
    assertThat(gap.getProfileHash()).hasSize(64);
  }

  /** NAMUR NE 107: the signals of a device that has failed are not valid, whatever their status. */
  @Test
  void numbersAreOfLessQualityWhileTheDeviceSaysThatItHasFailed() throws Exception {
    QualityScale scale = Profile.load("mdr-profile-0.1").qualityScale();
    process(agent().with(HEALTH, 1_000, "NORMAL"));
    process(agent().with(SPEED, 1_500, 1.0).with(SPEED, 2_500, 2.0).with(HEALTH, 2_000, "FAILURE"));
    process(
        agent()
            .with(new PropertyKey("device-health[Chiller]", "h2", "", ""), 3_000, "NORMAL")
            .with(SPEED, 3_500, 3.0));
    process(agent().with(HEALTH, 4_000, "NORMAL").with(SPEED, 4_500, 4.0));
    List<String> speeds = new ArrayList<>();
    for (EquipmentBatch batch : out()) {
      for (int row = 0; row < batch.size(); row++) {
        if (batch.key(batch.keyIndex(row)).property().equals(SPEED.property())) {
          speeds.add(
              "%s %s %s"
                  .formatted(
                      batch.number(row),
                      batch.statusCode(row),
                      scale.of(batch, row, scale.best(batch))));
        }
      }
    }
    assertThat(speeds).containsExactly("1.0 0 GOOD", "2.0 0 BAD", "3.0 0 BAD", "4.0 0 GOOD");
    assertThat(out().get(2).context().get().getDeviceHealth()).isEqualTo("FAILURE");
  }

  @Test
  void anUnknownPartIsNoPart() throws Exception {
    process(agent().with(PART, 1_000, "A"));
    process(agent().bad(PART, 2_000));
    process(agent().with(SPEED, 3_000, 1.0));
    assertThat(contexts()).containsExactly(context("A", null), Optional.empty(), Optional.empty());
  }

  @Test
  void theOwnProgramCountsMoreThanThatOfAPath() throws Exception {
    process(
        agent()
            .with(new PropertyKey("program[path1]", "g1", "", ""), 1_000, "SUB")
            .with(PROGRAM, 1_000, "MAIN"));
    assertThat(contexts().get(0).get().getProgram()).isEqualTo("MAIN");
    process(agent().bad(PROGRAM, 2_000));
    assertThat(contexts().get(1).get().getProgram()).isEqualTo("SUB");
  }

  @Test
  void equipmentThatSaysNothingOfItselfHasNeither() throws Exception {
    process(agent().with(SPEED, 1_000, 1.0));
    assertThat(contexts()).containsExactly(Optional.empty());
    assertThat(states()).isEmpty();
    assertThat(harness.numKeyedStateEntries()).as("progress alone is remembered").isEqualTo(1);
  }

  @Test
  void repeatedRowsAreNotSaidAgainAndARestartForgetsNothing() throws Exception {
    process(agent().with(EXECUTION, 1_000, "ACTIVE").with(PART, 1_000, "A"));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
    sequence = 0;
    process(agent().with(EXECUTION, 1_000, "ACTIVE").with(PART, 1_000, "A"));
    assertThat(out()).isEmpty();
    sequence = 2;
    process(agent().with(SPEED, 1_500, 1.0).with(EXECUTION, 3_000, "STOPPED"));
    assertThat(contexts()).containsExactly(context("A", null));
    assertThat(states().get(0).getPreviousState()).isEqualTo(MachineryState.EXECUTING);
    assertThat(states().get(0).getPreviousDurationMicros()).isEqualTo(2);
  }

  private static Optional<JobContext> context(String part, Long count) {
    JobContext context = new JobContext();
    context.setPart(part);
    context.setPartCount(count);
    return Optional.of(context);
  }

  private Batch agent() {
    return new Batch(Protocol.MTCONNECT, "agent");
  }

  private static EquipmentCondition condition(long nanos) {
    return EquipmentCondition.newBuilder()
        .setEquipment("LATHE-01")
        .setHierarchyScope("Acme/LATHE-01")
        .setSource(new SourceReference(Protocol.OPC_UA, "server", 1L))
        .setProfile("mdr-profile-0.1")
        .setActivationId("a1")
        .setAddress("c")
        .setLevel(ConditionLevel.FAULT)
        .setActive(true)
        .setSourceTimestamp(java.time.Instant.EPOCH.plusNanos(nanos))
        .setSequence(1)
        .build();
  }

  private void process(Batch batch) throws Exception {
    // the source of conditions is an OPC UA server here, whose conditions pass as they are
    harness.processElement(batch.builder.build(), 0);
  }

  private List<EquipmentBatch> out() {
    return List.copyOf(harness.extractOutputValues());
  }

  private List<EquipmentState> states() {
    return out().stream().flatMap(each -> each.states().stream()).toList();
  }

  private List<Optional<JobContext>> contexts() {
    return out().stream().map(EquipmentBatch::context).toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, EquipmentBatch>
      harness() throws Exception {
    return harness(Map.of());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, EquipmentBatch>
      harness(Map<String, String> words) throws Exception {
    Equipment lathe =
        new Equipment(
            "LATHE-01",
            "LATHE-01",
            "machine-tool",
            List.of(new PropertyMapping("execution", "server", "nsu=u;s=e", "", words)),
            List.of(),
            List.of(),
            List.of());
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new NormalizeFunction(
                    new ProfileReference("mdr-profile-0.1", Map.of()), List.of(lathe))),
            EquipmentBatch::equipment,
            Types.STRING);
    harness.setup(EquipmentBatchSerializer.INSTANCE);
    return harness;
  }

  /** A batch in the making. */
  private final class Batch {

    private final EquipmentBatchBuilder builder;

    Batch(Protocol protocol, String endpoint) {
      builder =
          new EquipmentBatchBuilder(
              "LATHE-01", "Acme/LATHE-01", new Origin(protocol, endpoint, 1), 4);
    }

    Batch with(PropertyKey key, long time, Object value) {
      row(key, time, 0);
      if (value instanceof Double number) {
        builder.number(number);
      } else if (value instanceof Integer number) {
        builder.integer(number);
      } else {
        builder.text((String) value);
      }
      return this;
    }

    Batch withCode(PropertyKey key, long time, long code) {
      row(key, time, 0);
      builder.integer(code);
      return this;
    }

    Batch bad(PropertyKey key, long time) {
      row(key, time, 0x80310000);
      return this;
    }

    private void row(PropertyKey key, long time, int status) {
      builder.row(builder.key(key), ++sequence, time, EquipmentBatch.NO_TIME, status);
    }
  }
}
