package io.resonance.conform.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.ViolationSettings;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.ControlKind;
import io.resonance.schema.v1.ControlOutcome;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.RuleBasis;
import io.resonance.schema.v1.Severity;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationOrder;
import io.resonance.schema.v1.ViolationState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackViolationsFunctionTest {

  private static final Instant START = Instant.parse("2026-11-20T06:00:00Z");
  private static final ViolationSettings SETTINGS =
      new ViolationSettings(Duration.ofMinutes(10), 3, Duration.ofMinutes(5));

  private final Map<String, String> opening = new HashMap<>();
  private KeyedTwoInputStreamOperatorTestHarness<String, Violation, ControlCommand, Violation>
      harness;

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
  void keepsTheIdOfAViolationThatComesBack() throws Exception {
    send("hot", ViolationState.OPENED, 0);
    send("hot", ViolationState.CLEARED, 60);
    send("hot", ViolationState.OPENED, 120);
    send("hot", ViolationState.CLEARED, 180);
    send("hot", ViolationState.OPENED, 180 + 601);

    assertThat(reports())
        .extracting(Violation::getState)
        .containsExactly(
            ViolationState.OPENED,
            ViolationState.CLEARED,
            ViolationState.REOPENED,
            ViolationState.CLEARED,
            ViolationState.OPENED);
    List<Violation> reports = reports();
    assertThat(reports.subList(0, 4))
        .extracting(Violation::getViolationId)
        .containsOnly(reports.get(0).getViolationId());
    assertThat(reports.get(4).getViolationId()).isNotEqualTo(reports.get(0).getViolationId());
    assertThat(reports.get(3).getReopened()).isEqualTo(1);
    assertThat(reports.get(3).getFirstAt()).isEqualTo(START);
    assertThat(reports.get(3).getOccurrences()).isEqualTo(2);
    assertThat(states()).isEqualTo(reports);
  }

  @Test
  void acknowledgesAnOpenViolationAndSaysBy() throws Exception {
    send("hot", ViolationState.OPENED, 0);
    order(ControlKind.ACKNOWLEDGE, new ViolationOrder("MILL-01", "hot", "hot-0", "on it", null));
    send("hot", ViolationState.REPEATED, 70);

    assertThat(reports())
        .extracting(Violation::getState)
        .containsExactly(
            ViolationState.OPENED, ViolationState.ACKNOWLEDGED, ViolationState.REPEATED);
    assertThat(reports().get(2).getAcknowledgement().getBy()).isEqualTo("li.wei");
    assertThat(reports().get(2).getAcknowledgement().getComment()).isEqualTo("on it");
    assertThat(answers())
        .extracting(ControlAnswer::getOutcome)
        .containsExactly(ControlOutcome.ACCEPTED);
    assertThat(answers().get(0).getDetail())
        .isEqualTo("li.wei acknowledged the violation hot-0 of MILL-01 (Too hot).");
  }

  @Test
  void refusesToAcknowledgeWhatIsNotOpen() throws Exception {
    order(ControlKind.ACKNOWLEDGE, new ViolationOrder("MILL-01", "hot", "hot-0", null, null));
    assertThat(answers().get(0).getOutcome()).isEqualTo(ControlOutcome.REFUSED);
    assertThat(answers().get(0).getDetail())
        .isEqualTo("The violation hot-0 of MILL-01 is not open.");
    assertThat(answers().get(0).getNextStep()).contains("resonance violations list");
    assertThat(answers().get(0).getAbout()).isEqualTo("acknowledgement/MILL-01/hot");
  }

  @Test
  void isSilentUntilAWaiverEndsOnTheClockOfTheValues() throws Exception {
    send("hot", ViolationState.OPENED, 0);
    waive("hot", 300);
    send("hot", ViolationState.REPEATED, 100);
    send("hot", ViolationState.REPEATED, 200);
    watermark(299);
    assertThat(reports())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.WAIVED);
    assertThat(reports().get(1).getWaiver().getReason()).isEqualTo("new pump on Monday");

    watermark(300);
    assertThat(reports().get(2).getState()).isEqualTo(ViolationState.REPEATED);
    assertThat(reports().get(2).getWaiver()).isNull();
    assertThat(reports().get(2).getOccurrences()).isEqualTo(1);
    assertThat(states()).hasSize(5);
  }

  @Test
  void appliesAWaiverToWhatOpensLaterAndOverASavepoint() throws Exception {
    waive("hot", 300);
    OperatorSubtaskState savepoint = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(savepoint);
    harness.open();
    send("hot", ViolationState.OPENED, 100);
    assertThat(reports()).isEmpty();
    assertThat(states()).hasSize(1);
    watermark(300);
    assertThat(reports()).extracting(Violation::getState).containsExactly(ViolationState.OPENED);
  }

  @Test
  void reportsWhatAnEndedWaiverHid() throws Exception {
    waive("hot", 300);
    send("hot", ViolationState.OPENED, 100);
    order(ControlKind.END_WAIVER, new ViolationOrder("MILL-01", "hot", null, null, null));
    assertThat(reports()).extracting(Violation::getState).containsExactly(ViolationState.OPENED);
    order(ControlKind.END_WAIVER, new ViolationOrder("MILL-01", "hot", null, null, null));
    assertThat(answers())
        .extracting(ControlAnswer::getOutcome)
        .containsExactly(ControlOutcome.ACCEPTED, ControlOutcome.ACCEPTED, ControlOutcome.REFUSED);
  }

  @Test
  void refusesWaiversWithoutReasonOrEndOrInThePast() throws Exception {
    watermark(600);
    order(ControlKind.WAIVE, new ViolationOrder("MILL-01", "hot", null, " ", START));
    order(ControlKind.WAIVE, new ViolationOrder("MILL-01", "hot", null, "because", null));
    waive("hot", 600);
    assertThat(answers())
        .extracting(ControlAnswer::getDetail)
        .containsExactly(
            "A waiver needs a reason.",
            "A waiver needs an end.",
            "The waiver ends at 2026-11-20T06:10:00Z, and the values are at 2026-11-20T06:10:00Z already.");
    assertThat(answers()).allMatch(answer -> !answer.getNextStep().isEmpty());
  }

  @Test
  void reportsTheFirstOfAFloodAndCountsTheOthers() throws Exception {
    for (int i = 0; i < 10; i++) {
      send("part-" + i, ViolationState.OPENED, i);
    }
    send("part-0", ViolationState.CLEARED, 20);
    send("part-9", ViolationState.CLEARED, 21);
    assertThat(reports()).hasSize(4);
    assertThat(reports().get(3).getState()).isEqualTo(ViolationState.CLEARED);
    assertThat(states()).hasSize(12);

    watermark(300);
    Violation summary = reports().get(4);
    assertThat(summary.getHeldBack()).isEqualTo(7);
    assertThat(summary.getOccurrences()).isEqualTo(10);
    assertThat(summary.getLimits()).isEqualTo("at most 3 reports of a rule and equipment in PT5M");
    send("part-3", ViolationState.REPEATED, 310);
    assertThat(reports().get(5).getState()).isEqualTo(ViolationState.OPENED);
  }

  @Test
  void writesTheStateOfWhatComesAndGoesOnceInAnInterval() throws Exception {
    for (int i = 0; i < 100; i++) {
      send("hot", i % 2 == 0 ? ViolationState.OPENED : ViolationState.CLEARED, i);
    }
    assertThat(reports()).hasSize(6);
    assertThat(states()).hasSize(6);
    watermark(300);
    assertThat(reports()).hasSize(7);
    assertThat(states()).hasSize(7);
    assertThat(states().get(6).getState()).isEqualTo(ViolationState.CLEARED);
    assertThat(states().get(6).getReopened()).isEqualTo(49);
    assertThat(states().get(6).getOccurrences()).isEqualTo(50);
  }

  @Test
  void forgetsWhatWasClearedAndCannotBeReopened() throws Exception {
    send("hot", ViolationState.OPENED, 0);
    send("hot", ViolationState.CLEARED, 10);
    watermark(10 + 600);
    assertThat(states()).hasSize(2);
    watermark(10 + 600 + 60);
    assertThat(states().get(2).getState()).isEqualTo(ViolationState.UNKNOWN);
    assertThat(states().get(2).getViolationKey()).isEqualTo("hot");
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1); // the count of cases, which is 0
    assertThat(harness.numEventTimeTimers()).isEqualTo(1); // the one of 30 days
  }

  @Test
  void passesOnWhatAnEarlierReleaseOpened() throws Exception {
    send("hot", ViolationState.CLEARED, 10);
    send("", ViolationState.REPEATED, 20);
    assertThat(reports())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.CLEARED, ViolationState.REPEATED);
    assertThat(states()).isEmpty();
  }

  private void waive(String key, long until) throws Exception {
    order(
        ControlKind.WAIVE,
        new ViolationOrder("MILL-01", key, null, "new pump on Monday", START.plusSeconds(until)));
  }

  private void order(ControlKind kind, ViolationOrder order) throws Exception {
    harness.processElement2(
        new StreamRecord<>(
            new ControlCommand("command", kind, "li.wei", START, null, order, null)));
  }

  private void send(String key, ViolationState state, long second) throws Exception {
    Instant at = START.plusSeconds(second);
    Violation violation =
        Violation.newBuilder()
            .setViolationId(key + "-" + second)
            .setViolationKey(key)
            .setEquipment("MILL-01")
            .setHierarchyScope("Acme/Shenyang/MILL-01")
            .setProfile("mdr-profile-0.1")
            .setProfileHash("")
            .setRuleId("range-eu")
            .setRuleVersion("1")
            .setSeverity(Severity.WARNING)
            .setState(state)
            .setTitleEn("Too hot")
            .setTitleZh("过热")
            .setExplanationEn("")
            .setExplanationZh("")
            .setFixEn("")
            .setFixZh("")
            .setBasis(new RuleBasis("", "", ""))
            .setSubject("")
            .setEvidence(List.of(new Evidence("s=T", second, at, "55.0", "CEL")))
            .setFirstAt(at)
            .setLastAt(at)
            .setOccurrences(1)
            .build();
    if (state != ViolationState.OPENED) {
      violation.setViolationId(opening.getOrDefault(key, violation.getViolationId()));
    } else {
      opening.put(key, violation.getViolationId());
    }
    harness.processElement1(new StreamRecord<>(violation));
  }

  private void watermark(long second) throws Exception {
    long millis = START.plusSeconds(second).toEpochMilli();
    harness.processBothWatermarks(new Watermark(millis));
  }

  private List<Violation> reports() {
    return harness.extractOutputValues();
  }

  private List<Violation> states() {
    return side(TrackingOutputs.STATES);
  }

  private List<ControlAnswer> answers() {
    return side(TrackingOutputs.ANSWERS);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, Violation, ControlCommand, Violation>
      harness() throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new TrackViolationsFunction(SETTINGS)),
            Violation::getEquipment,
            (ControlCommand order) -> order.getViolation().getEquipment(),
            Types.STRING);
    Configuration guarded = new Configuration();
    guarded.set(PipelineOptions.GENERIC_TYPES, false);
    harness
        .getExecutionConfig()
        .configure(guarded, TrackViolationsFunctionTest.class.getClassLoader());
    harness.setup(
        TrackViolationsFunction.OUTPUT_TYPE.createSerializer(
            harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }
}
