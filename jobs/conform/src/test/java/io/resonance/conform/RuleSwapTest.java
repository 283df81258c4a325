package io.resonance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.ControlKind;
import io.resonance.schema.v1.ControlOutcome;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.RulesOrder;
import io.resonance.schema.v1.ShadowDifference;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packs pushed into the running function. */
class RuleSwapTest {

  private static final long START = 1_700_000_000L;
  private static final PropertyKey TEMPERATURE =
      new PropertyKey("coolant-temperature", "s=T", "CEL", "");

  private ConformHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new ConformHarness(plant());
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void judgesEachValueByTheRulesOfItsTimeAlsoWithinOneBatch() throws Exception {
    order(ControlKind.PUSH_RULES, pack("30", "2"), 5);
    send(40, 3, 4, 5, 6, 2);
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0).getFirstAt()).isEqualTo(Instant.ofEpochSecond(START + 5));
    assertThat(violations().get(0).getLimits()).isEqualTo("at most 30 Cel");
    assertThat(violations().get(0).getRuleVersion()).startsWith("2 (line-1 2, sha256 ");
    assertThat(answers().get(0).getOutcome()).isEqualTo(ControlOutcome.ACCEPTED);
    assertThat(answers().get(0).getDetail())
        .isEqualTo(
            "The pack line-1 2 (1 rules) judges values measured at 2023-11-14T22:13:25Z or later, in place of the plant file's.");
  }

  @Test
  void judgesLateValuesByTheRulesOfTheirTime() throws Exception {
    order(ControlKind.PUSH_RULES, pack("30", "2"), 5);
    send(20, 10);
    send(40, 4);
    assertThat(violations()).isEmpty();
    send(40, 11);
    assertThat(violations()).extracting(Violation::getState).containsExactly(ViolationState.OPENED);
  }

  @Test
  void keepsAnOpenViolationOfARuleThatStaysAndEndsOneOfARuleThatGoes() throws Exception {
    order(ControlKind.PUSH_RULES, pack("30", "2"), 5);
    send(40, 6);
    order(ControlKind.PUSH_RULES, pack("35", "3"), 10);
    send(40, 11);
    assertThat(violations()).hasSize(1);
    order(ControlKind.PUSH_RULES, pack("35", "4").replace("id: too-hot", "id: other"), 20);
    send(40, 21);
    assertThat(violations())
        .extracting(v -> v.getRuleId() + " " + v.getState())
        .containsExactly("too-hot OPENED", "too-hot CLEARED", "other OPENED");
  }

  @Test
  void fallsBackToThePackOfThePlantFile() throws Exception {
    send(55, 1);
    order(ControlKind.PUSH_RULES, pack("100", "2"), 5);
    send(55, 6);
    order(ControlKind.WITHDRAW_RULES, null, 10);
    send(55, 11);
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.CLEARED, ViolationState.OPENED);
    assertThat(answers().get(1).getDetail()).endsWith("the plant file's is in force again.");
    order(ControlKind.WITHDRAW_RULES, null, 10);
    assertThat(answers().get(2).getOutcome()).isEqualTo(ControlOutcome.REFUSED);
    assertThat(answers().get(2).getDetail())
        .isEqualTo("No pack `line-1` has been pushed, so none can be withdrawn; pushed are [].");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "limits: {high: 30, unit: Cel}|limits: {hihg: 30}|line-1.yaml, line 8: unknown field `hihg`",
        "property: [coolant-temperature]|property: [cool-temp]|line-1.yaml, line 7: the profile has no term `cool-temp`",
        "limits: {high: 30, unit: Cel}|expression: value + 'a' > 3|the expression of the rule `too-hot` is wrong",
        "limits: {high: 30, unit: Cel}|expression: unit.matches(unit) && [1,2].all(x, x > 1)|the expression of the rule `too-hot` is wrong",
        "zh: {title: 过热|zx: {title: 过热|line-1.yaml, line 10: unknown field `zx`",
        "zh: {title: 过热|zh: {title: hot|line-1.yaml, line 10: `hot` is not Chinese",
        "pack: {id: line-1|pack: {id: line-2|the order is about the pack `line-1`, and pack.id is `line-2`",
        "pack: {|pack: [|line-1.yaml is not readable YAML"
      })
  void refusesAWrongPackWithLineAndReasonAndKeepsTheOldOne(
      String right, String wrong, String reason) throws Exception {
    order(ControlKind.PUSH_RULES, pack("30", "2"), 0);
    order(ControlKind.PUSH_RULES, pack("30", "3").replace(right, wrong), 0);
    assertThat(answers().get(1).getOutcome()).isEqualTo(ControlOutcome.REFUSED);
    assertThat(answers().get(1).getDetail()).contains(reason);
    assertThat(answers().get(1).getNextStep()).contains("resonance rules test");
    send(40, 1);
    assertThat(violations().get(0).getRuleVersion()).startsWith("2 (line-1 2,");
  }

  @Test
  void refusesAPackWithoutChineseTexts() throws Exception {
    String english = pack("30", "2").replaceAll("(?m)^    zh:.*\n", "");
    order(ControlKind.PUSH_RULES, english, 0);
    assertThat(answers().get(0).getDetail())
        .isEqualTo(
            "line-1.yaml, line 3: the rule `too-hot` lacks its Chinese texts; add zh: {title: ..., explanation: ..., fix: ...}");
  }

  @Test
  void restoresPushedPacksUnderAPlantFileThatChanged() throws Exception {
    send(55, 1);
    order(ControlKind.PUSH_RULES, pack("30", "2"), 5);
    OperatorSubtaskState savepoint = harness.snapshot(1, 1);
    List<Violation> before = violations();
    harness.close();
    harness =
        new ConformHarness(
            new ProfileReference("mdr-profile-0.1", Map.of(), List.of(text(pack("200", "9")))));
    harness.initializeState(savepoint);
    harness.open();
    send(100, 4);
    send(40, 6);
    send(20, 7);
    assertThat(violations())
        .extracting(Violation::getState)
        .as("sound by the new plant file's limit, then judged by the pushed pack")
        .containsExactly(ViolationState.CLEARED, ViolationState.OPENED, ViolationState.CLEARED);
    assertThat(violations().get(1).getLimits()).isEqualTo("at most 30 Cel");
    assertThat(violations().get(0).getViolationId()).isEqualTo(before.get(0).getViolationId());
  }

  @Test
  void leavesOutARestoredPackThatClashesWithTheNewPlantFile() throws Exception {
    order(ControlKind.PUSH_RULES, pack("30", "2"), 0);
    OperatorSubtaskState savepoint = harness.snapshot(1, 1);
    harness.close();
    String clashing = pack("50", "1").replace("pack: {id: line-1", "pack: {id: another");
    harness =
        new ConformHarness(
            new ProfileReference("mdr-profile-0.1", Map.of(), List.of(text(clashing))));
    harness.initializeState(savepoint);
    harness.open();
    send(40, 1);
    assertThat(violations()).isEmpty();
    send(55, 2);
    assertThat(violations()).hasSize(1);
  }

  @Test
  void reportsOnlyTheDifferencesOfAPackOnTrial() throws Exception {
    order(ControlKind.PUSH_SHADOW_RULES, pack("30", "2"), 0);
    send(20, 1, 2, 3);
    send(55, 4);
    send(20, 5);
    assertThat(differences()).isEmpty();
    send(40, 6, 7);
    send(20, 8, 50);
    assertThat(differences()).hasSize(1);
    send(20, 100);
    assertThat(differences())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.CLEARED);
    assertThat(differences().get(0).getShadow()).isEqualTo(ShadowDifference.SHADOW_ONLY);
    assertThat(differences().get(0).getEvidence().get(0).getValue()).isEqualTo("40.0");
    assertThat(differences().get(0).getLimits()).isEqualTo("at most 30 Cel");
    assertThat(differences().get(1).getOccurrences()).isEqualTo(2);
    assertThat(violations())
        .as("what is in force is not touched")
        .extracting(Violation::getLimits)
        .containsExactly("at most 50 Cel", "at most 50 Cel");
  }

  @Test
  void reportsWhatOnlyTheRulesInForceFindAndEndsItWithTheTrial() throws Exception {
    order(ControlKind.PUSH_SHADOW_RULES, pack("60", "2"), 0);
    send(55, 1);
    assertThat(differences().get(0).getShadow()).isEqualTo(ShadowDifference.ACTIVE_ONLY);
    assertThat(differences().get(0).getLimits()).isEqualTo("at most 50 Cel");
    order(ControlKind.WITHDRAW_SHADOW_RULES, null, 5);
    send(55, 6);
    assertThat(differences())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.CLEARED);
    assertThat(differences().get(1).getViolationId())
        .isEqualTo(differences().get(0).getViolationId());
    assertThat(violations()).hasSize(1);
  }

  @Test
  void refusesMorePacksThanItCanKeep() throws Exception {
    for (int i = 0; i < 33; i++) {
      String another =
          pack("30", "1")
              .replace("pack: {id: line-1", "pack: {id: pack-" + i)
              .replace("id: too-hot", "id: too-hot-" + i);
      harness.processBroadcastElement(command(ControlKind.PUSH_RULES, "pack-" + i, another, 0), 0);
    }
    assertThat(answers().subList(0, 32)).allMatch(a -> a.getOutcome() == ControlOutcome.ACCEPTED);
    assertThat(answers().get(32).getOutcome()).isEqualTo(ControlOutcome.REFUSED);
    assertThat(answers().get(32).getDetail()).startsWith("32 packs have been pushed already: ");
  }

  private void order(ControlKind kind, String pack, long from) throws Exception {
    harness.processBroadcastElement(command(kind, "line-1", pack, from), 0);
  }

  private static ControlCommand command(ControlKind kind, String id, String pack, long from) {
    return new ControlCommand(
        "command",
        kind,
        "li.wei",
        Instant.EPOCH,
        new RulesOrder(id, pack, "line-1.yaml", Instant.ofEpochSecond(START + from)),
        null,
        null);
  }

  private void send(double value, int... seconds) throws Exception {
    EquipmentBatchBuilder batch =
        new EquipmentBatchBuilder(
            "MILL-01", "Acme/MILL-01", new Origin(Protocol.OPC_UA, "mill", 7), seconds.length);
    int key = batch.key(TEMPERATURE);
    for (int second : seconds) {
      batch
          .row(key, second, (START + second) * 1_000_000_000L, EquipmentBatch.NO_TIME, 0)
          .number(value);
    }
    harness.processElement(batch.build(), 0);
  }

  private static ProfileReference plant() {
    return new ProfileReference("mdr-profile-0.1", Map.of(), List.of(text(pack("50", "1"))));
  }

  private static RulePackText text(String pack) {
    return new RulePackText("plant.yaml", pack);
  }

  private static String pack(String high, String version) {
    return """
        pack: {id: line-1, version: "%s"}
        rules:
          - id: too-hot
            version: "%s"
            severity: WARNING
            equipment: [MILL-*]
            property: [coolant-temperature]
            limits: {high: %s, unit: Cel}
            en: {title: Too hot, explanation: Parts grow., fix: Check the cooler.}
            zh: {title: 过热, explanation: 工件热膨胀。, fix: 检查冷却器。}
        """
        .formatted(version, version, high);
  }

  private List<Violation> violations() {
    return harness.extractOutputValues();
  }

  private List<Violation> differences() {
    return side(ConformFunction.DIFFERENCES);
  }

  private List<ControlAnswer> answers() {
    return side(ConformFunction.ANSWERS);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null
        ? List.of()
        : records.stream().map(StreamRecord::getValue).collect(Collectors.toList());
  }
}
