package io.resonance.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlantRuleCheckTest {

  private static final int BAD = 0x80000000;
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final Origin ORIGIN = new Origin(Protocol.OPC_UA, "mill-server", 7);
  private static final PropertyKey TEMPERATURE =
      new PropertyKey("coolant-temperature", "nsu=urn:m;s=T", "CEL", "");
  private static final PropertyKey EXECUTION =
      new PropertyKey("execution", "nsu=urn:m;s=E", "", "");

  private static final PropertyKey STATE = new PropertyKey("x:state", "nsu=urn:m;s=St", "", "");

  private ConformHarness harness;

  @AfterEach
  void close() throws Exception {
    if (harness != null) {
      harness.close();
    }
  }

  @Test
  void clearsALimitFromInsideTheHysteresisOnly() throws Exception {
    open("limits: {low: 41, high: 113, unit: \"[degF]\", hysteresis: 1.8}"); // 5 to 45 Cel, 1 K
    send(1, 45);
    assertThat(violations()).isEmpty();
    send(2, 45.1);
    send(3, 44.5);
    assertThat(violations()).extracting(Violation::getState).containsExactly(ViolationState.OPENED);
    assertThat(violations().get(0).getRuleId()).isEqualTo("mine");
    assertThat(violations().get(0).getLimits()).isEqualTo("at least 5, at most 45 Cel");
    assertThat(violations().get(0).getRuleVersion()).startsWith("1 (my-rules 7, sha256 ");
    assertThat(violations().get(0).getTitleZh()).isEqualTo("我的规则");
    send(4, 44);
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.CLEARED);
    assertThat(violations().get(1).getOccurrences()).isEqualTo(2);
  }

  @Test
  void waitsUntilABreachHasLasted() throws Exception {
    open("limits: {high: 45}\n    for: 10s");
    send(0, 50);
    send(5, 50);
    send(6, 40);
    send(7, 50);
    send(16, 50);
    assertThat(violations()).isEmpty();
    send(17, 51);
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0).getEvidence().get(0).getValue()).isEqualTo("51.0");
    send(18, 40);
    assertThat(violations().get(1).getState()).isEqualTo(ViolationState.CLEARED);
  }

  @Test
  void leavesBadValuesAndTextsAlone() throws Exception {
    open("limits: {high: 45}");
    send(batch(TEMPERATURE, 1, 99, BAD));
    send(text(TEMPERATURE, 2, "hot"));
    assertThat(violations()).isEmpty();
  }

  @Test
  void findsAChangeThatIsTooFast() throws Exception {
    open("rate: {most-per-second: 2}");
    send(0, 20);
    send(1, 22);
    send(2, 24.5);
    send(1, 80); // late: out of turn
    send(3, 25);
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.CLEARED);
    assertThat(violations().get(0).getLimits()).isEqualTo("a change of at most 2 Cel in a second");
    assertThat(violations().get(0).getEvidence().get(0).getValue()).isEqualTo("24.5");
  }

  @Test
  void findsAValueThatRepeatsItself() throws Exception {
    open("stuck: {after: 10s, within: 0.5}");
    send(0, 20);
    send(5, 20.4);
    send(9, 19.6);
    assertThat(violations()).isEmpty();
    send(10, 20.1);
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0).getLimits())
        .isEqualTo("a change of more than 0.500000 Cel within 10s");
    send(11, 21);
    assertThat(violations().get(1).getState()).isEqualTo(ViolationState.CLEARED);
  }

  /** An OPC UA server sends changes only, so the clock of its other values tells. */
  @Test
  void findsAValueThatNoLongerComesWhileOthersDo() throws Exception {
    open("stuck: {after: 10s}");
    send(0, 20);
    send(text(EXECUTION, 5, "ACTIVE"));
    assertThat(violations()).isEmpty();
    send(text(EXECUTION, 11, "READY"));
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0).getEvidence().get(0).getValue())
        .isEqualTo("20.0, unchanged since");
    send(12, 21);
    assertThat(violations().get(1).getState()).isEqualTo(ViolationState.CLEARED);
  }

  @Test
  void holdsRunsAgainstAMeanThatWasLearnt() throws Exception {
    open("runs: {rules: [1], learn: 10}");
    for (int i = 0; i < 10; i++) {
      send(i, i % 2 == 0 ? 19 : 21);
    }
    send(10, 23);
    assertThat(violations()).isEmpty();
    send(11, 24);
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0).getLimits())
        .isEqualTo(
            "mean 20, standard deviation 1.05409 (of the first 10 values); Nelson's rule 1: more"
                + " than 3 standard deviations from the mean");
  }

  @Test
  void comparesWithOtherPropertiesAndTheValueBefore() throws Exception {
    open("expression: \"latest['execution'] != 'ACTIVE' || value - previous < 5.0\"");
    send(0, 20);
    send(text(EXECUTION, 1, "READY"));
    send(2, 30);
    assertThat(violations()).isEmpty();
    send(text(EXECUTION, 3, "ACTIVE"));
    send(4, 40);
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0).getLimits()).startsWith("latest['execution']");
    send(5, 41);
    assertThat(violations().get(1).getState()).isEqualTo(ViolationState.CLEARED);
  }

  @Test
  void saysNothingWhereAnExpressionGivesNothing() throws Exception {
    open("expression: latest['spindle-speed'] > 0.0");
    send(0, 20);
    assertThat(violations()).isEmpty();
  }

  @Test
  void appliesToTheNamedEquipmentAlone() throws Exception {
    open("limits: {high: 45}\n    equipment: [lathe-*]");
    send(0, 99);
    assertThat(violations()).isEmpty();
  }

  @Test
  void keepsWhatItLearntAndWhatIsOpenOverARestart() throws Exception {
    open("limits: {high: 45}\n    for: 10s");
    send(0, 50);
    reopen(pack("limits: {high: 45}\n    for: 10s"));
    send(10, 50);
    assertThat(violations()).hasSize(1);
    reopen(pack("limits: {high: 45}\n    for: 10s"));
    send(11, 40);
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.CLEARED);
  }

  @Test
  void clearsWhatIsOpenWhenItsRuleIsWithdrawn() throws Exception {
    open("limits: {high: 45}");
    send(0, 50);
    reopen();
    send(1, 50);
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0).getState()).isEqualTo(ViolationState.CLEARED);
    assertThat(violations().get(0).getRuleId()).isEqualTo("mine");
    assertThat(violations().get(0).getTitleEn()).isEqualTo("Rule withdrawn");
  }

  @Test
  void looksAtAWindowOfValues() throws Exception {
    open(
        "expression: window.mean < 30.0 && window.count > 1.0 || window.count < 2.0\n    window: 8s");
    send(0, 20);
    send(1, 30);
    assertThat(violations()).isEmpty(); // mean 25
    send(2, 60);
    assertThat(violations()).hasSize(1); // mean 36.7
    send(10, 20);
    send(11, 20);
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.CLEARED); // those before are out
  }

  @Test
  void keepsAWindowOverARestart() throws Exception {
    String rule = "expression: window.change < 5.0\n    window: 80s";
    open(rule);
    send(0, 20);
    reopen(pack(rule));
    send(30, 26);
    assertThat(violations()).hasSize(1);
  }

  @Test
  void judgesSeveralPropertiesTogetherWhicheverOfThemComes() throws Exception {
    open(
        "expression: \"latest['execution'] != 'ACTIVE' || latest['coolant-temperature'] < 50.0\"\n"
            + "    together: [coolant-temperature, execution]");
    send(text(EXECUTION, 0, "ACTIVE")); // the temperature is not known yet
    send(1, 60);
    send(text(EXECUTION, 2, "READY"));
    send(text(EXECUTION, 3, "ACTIVE"));
    send(4, 40);
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(
            ViolationState.OPENED,
            ViolationState.CLEARED,
            ViolationState.OPENED,
            ViolationState.CLEARED);
    assertThat(violations()).extracting(Violation::getProperty).containsOnly("coolant-temperature");
    assertThat(violations().get(2).getEvidence().get(0).getValue()).isEqualTo("ACTIVE");
  }

  @Test
  void findsACounterThatRunsBackwards() throws Exception {
    open("counter: {restart: 2}");
    send(0, 20);
    send(1, 21);
    send(2, 1);
    assertThat(violations()).isEmpty();
    send(3, 8);
    send(4, 7);
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0).getLimits())
        .isEqualTo("at least 8 Cel, or a new beginning at most at 2");
    send(5, 7);
    assertThat(violations().get(1).getState()).isEqualTo(ViolationState.CLEARED);
  }

  @Test
  void findsAStateThatCannotFollow() throws Exception {
    openFor("x:state", "transitions: {READY: [ACTIVE], ACTIVE: [READY, STOPPED]}");
    send(text(STATE, 0, "READY"));
    send(text(STATE, 1, "ACTIVE"));
    assertThat(violations()).isEmpty();
    send(text(STATE, 2, "READY"));
    send(text(STATE, 3, "STOPPED"));
    assertThat(violations()).hasSize(1);
    assertThat(violations().get(0).getLimits()).isEqualTo("after READY one of [ACTIVE]");
    send(text(STATE, 4, "WAIT")); // says nothing of what may follow STOPPED
    send(text(STATE, 5, "READY"));
    send(batch(STATE, 6, 0, BAD));
    send(text(STATE, 7, "STOPPED")); // what was in between is not known
    assertThat(violations())
        .extracting(Violation::getState)
        .containsExactly(ViolationState.OPENED, ViolationState.CLEARED);
  }

  @Test
  void refusesWordsThatNeverCome() {
    assertThatThrownBy(
            () -> new ConformFunction(reference(packFor("execution", "words: {sound: [RUNNING]}"))))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("mine.yaml, line 9: `RUNNING` is no word of execution");
  }

  @Test
  void refusesAnExpressionThatCostsTooMuch() {
    String search = "property.matches('a.*b')";
    assertRefused(search + (" && " + search).repeat(2), "one evaluation costs up to 4");
    assertRefused(
        search + (" && " + search).repeat(2), "mine.yaml, line 9: the expression of the rule");
    assertRefused(
        "latest.exists(name, latest[name] == 1.0)",
        "Rules have no loops (all, exists, filter, map), so that none is endless");
  }

  @Test
  void refusesAnExpressionThatIsNotACondition() {
    assertRefused("value +", "the expression of the rule `mine` is wrong");
    assertRefused("1 + 1", "expected type 'bool' but found 'int'");
    assertRefused("valeu > 1", "undeclared reference to 'valeu'");
    assertRefused("[1, 2].all(a, a > 1)", "undeclared reference to 'all'"); // no loops
    assertRefused("value > 1" + " && value > 1".repeat(300), "is wrong");
  }

  private static void assertRefused(String expression, String message) {
    assertThatThrownBy(
            () -> new ConformFunction(reference(pack("expression: \"" + expression + "\""))))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("mine.yaml")
        .hasMessageContaining(message);
  }

  private void openFor(String property, String test) throws Exception {
    harness = harness(packFor(property, test));
    harness.open();
  }

  private static RulePackText packFor(String property, String test) {
    RulePackText pack = pack(test);
    return new RulePackText(pack.file(), pack.text().replace("coolant-temperature", property));
  }

  private void open(String test) throws Exception {
    harness = harness(pack(test));
    harness.open();
  }

  private void reopen(RulePackText... packs) throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness(packs);
    harness.initializeState(state);
    harness.open();
  }

  private void send(int second, double value) throws Exception {
    send(batch(TEMPERATURE, second, value, 0));
  }

  private void send(EquipmentBatch batch) throws Exception {
    harness.processElement(batch, 0);
  }

  private List<Violation> violations() {
    return harness.extractOutputValues();
  }

  private static RulePackText pack(String test) {
    return new RulePackText(
        "mine.yaml",
        """
        pack: {id: my-rules, version: "7"}
        rules:
          - id: mine
            version: "1"
            severity: WARNING
            property: [coolant-temperature]
            en: {title: My rule, explanation: It is mine., fix: Ask me.}
            zh: {title: 我的规则, explanation: 这是我的。, fix: 问我。}
        """
            + "    "
            + test
            + "\n");
  }

  private static ProfileReference reference(RulePackText... packs) {
    return new ProfileReference("mdr-profile-0.1", Map.of(), List.of(packs));
  }

  private static ConformHarness harness(RulePackText... packs) throws Exception {
    return new ConformHarness(reference(packs));
  }

  private static EquipmentBatch batch(PropertyKey key, int second, double value, int status) {
    EquipmentBatchBuilder builder = builder();
    builder
        .row(builder.key(key), second, START + second * SECOND, EquipmentBatch.NO_TIME, status)
        .number(value);
    return builder.build();
  }

  private static EquipmentBatch text(PropertyKey key, int second, String value) {
    EquipmentBatchBuilder builder = builder();
    builder
        .row(builder.key(key), second, START + second * SECOND, EquipmentBatch.NO_TIME, 0)
        .text(value);
    return builder.build();
  }

  private static EquipmentBatchBuilder builder() {
    return new EquipmentBatchBuilder("MILL-01", "Acme/Shenyang/MILL-01", ORIGIN, 1);
  }
}
