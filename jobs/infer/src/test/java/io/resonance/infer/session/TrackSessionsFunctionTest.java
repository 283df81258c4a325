package io.resonance.infer.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.v1.AuditEntry;
import io.resonance.schema.v1.AuditResult;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.ModelReference;
import io.resonance.schema.v1.ModelSession;
import io.resonance.schema.v1.SessionEvent;
import io.resonance.schema.v1.SessionReason;
import io.resonance.schema.v1.SessionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackSessionsFunctionTest {

  private static final Instant START = Instant.ofEpochSecond(1_700_000_000);
  private static final ModelReference MODEL =
      ModelReference.newBuilder()
          .setId("mean")
          .setVersion("1")
          .setSha256("ab".repeat(32))
          .setTask("test")
          .setEngine("OnnxRuntime")
          .setEngineVersion("1.20.0")
          .setOwner("Tester")
          .setApprovalState("approved")
          .setTrainingDataId("none")
          .build();

  private KeyedTwoInputStreamOperatorTestHarness<String, ModelSession, Inference, ModelSession>
      harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, ModelSession, Inference, ModelSession>
      harness() throws Exception {
    var made =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new TrackSessionsFunction()),
            ModelSession::getEquipment,
            Inference::getEquipment,
            Types.STRING);
    made.setup(
        TrackSessionsFunction.OUTPUT_TYPE.createSerializer(
            made.getExecutionConfig().getSerializerConfig()));
    return made;
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void goesFromTheHandshakeToTheFirstResult() throws Exception {
    accept();
    decided(1);
    decided(2);
    assertThat(states())
        .containsExactly(
            SessionState.REGISTERED,
            SessionState.PROBING,
            SessionState.VERSION_CHECK,
            SessionState.ACCEPTED,
            SessionState.ACTIVE);
    assertThat(sessions()).extracting(ModelSession::getSessionId).containsOnly(id());
    assertThat(audit())
        .extracting(AuditEntry::getType)
        .containsExactly(
            "MODEL_SESSION_REGISTERED",
            "MODEL_SESSION_PROBING",
            "MODEL_SESSION_VERSION_CHECK",
            "MODEL_SESSION_ACCEPTED",
            "MODEL_SESSION_ACTIVE");
    assertThat(audit()).extracting(AuditEntry::getEventId).containsOnly(id());
    assertThat(audit()).extracting(AuditEntry::getAuditId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"DEVICE_FAILURE", "DEVICE_CHECK_FUNCTION", "UNIT_MISMATCH", "MODEL_SUSPENDED"})
  void suspendsAtOnceWhatIsOutOfOrder(String code) throws Exception {
    accept();
    decided(1);
    undecided(2, code);
    undecided(3, code);
    decided(4);
    assertThat(states())
        .endsWith(SessionState.ACTIVE, SessionState.SUSPENDED, SessionState.RESUMED);
    ModelSession suspended = sessions().get(5);
    assertThat(suspended.getReasons()).containsExactly(new SessionReason(code, null, "Because."));
    assertThat(suspended.getChangedAt()).isEqualTo(START.plusSeconds(2));
    assertThat(audit().get(5).getEventResult()).isEqualTo(AuditResult.FAILURE);
    assertThat(audit().get(5).getDetail())
        .isEqualTo(
            "The session of the model mean 1 with MILL-01 is SUSPENDED. %s: Because."
                .formatted(code));
    assertThat(sessions().get(6).getReasons()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TOO_FEW_SAMPLES", "STALE", "GAP_TOO_LONG", "TOO_MANY_GAPS", "QUALITY_TOO_LOW"})
  void suspendsUnfitInputsAfterThreeWindowsOnEnd(String code) throws Exception {
    accept();
    decided(1);
    undecided(2, code);
    undecided(3, code);
    decided(4);
    undecided(5, code);
    undecided(6, code);
    assertThat(states()).endsWith(SessionState.ACCEPTED, SessionState.ACTIVE);
    undecided(7, code);
    assertThat(states()).endsWith(SessionState.ACTIVE, SessionState.SUSPENDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OUTSIDE_TRAINING", "OUTPUT_NOT_FINITE", "MODEL_FAILED"})
  void staysActiveWhereOneWindowIsAtFault(String code) throws Exception {
    accept();
    decided(1);
    for (int second = 2; second < 9; second++) {
      undecided(second, code);
    }
    assertThat(states()).endsWith(SessionState.ACTIVE);
  }

  @Test
  void suspendsWhenNoWindowCameForAMinuteAndResumesWithTheNext() throws Exception {
    accept();
    decided(1);
    decided(20);
    watermark(79);
    assertThat(states()).endsWith(SessionState.ACTIVE);
    watermark(80);
    assertThat(states()).endsWith(SessionState.SUSPENDED);
    assertThat(sessions().get(5).getReasons().get(0).getCode()).isEqualTo("INPUTS_GONE");
    decided(90);
    watermark(150);
    assertThat(states())
        .endsWith(SessionState.SUSPENDED, SessionState.RESUMED, SessionState.SUSPENDED);
  }

  @Test
  void keepsItsSessionsOverARestart() throws Exception {
    accept();
    decided(1);
    undecided(2, "STALE");
    undecided(3, "STALE");
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
    undecided(4, "STALE");
    assertThat(states()).containsExactly(SessionState.SUSPENDED);
    assertThat(sessions().get(0).getSessionId()).isEqualTo(id());
    assertThat(sessions().get(0).getPrevious()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void endsWithRetirementAndIgnoresWhatComesAfter() throws Exception {
    accept();
    decided(1);
    step(SessionState.RETIRED, SessionEvent.RETIRE);
    decided(2);
    step(SessionState.ACCEPTED, SessionEvent.VERSIONS_FIT);
    assertThat(states()).endsWith(SessionState.ACTIVE, SessionState.RETIRED);
    assertThat(sessions().get(5).getPrevious()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void ignoresResultsBeforeTheHandshakeHasEnded() throws Exception {
    decided(1);
    step(SessionState.REGISTERED, SessionEvent.REGISTER);
    decided(2);
    assertThat(states()).containsExactly(SessionState.REGISTERED);
  }

  private void accept() throws Exception {
    step(SessionState.REGISTERED, SessionEvent.REGISTER);
    step(SessionState.PROBING, SessionEvent.PROBE);
    step(SessionState.VERSION_CHECK, SessionEvent.OFFER_SUFFICES);
    step(SessionState.ACCEPTED, SessionEvent.VERSIONS_FIT);
  }

  private static ModelSession registered() {
    return SessionRecords.registered(MODEL, "MILL-01", "Acme/MILL-01", "mdr-profile-0.1", START);
  }

  private static String id() {
    return registered().getSessionId();
  }

  private void step(SessionState state, SessionEvent event) throws Exception {
    ModelSession step = registered();
    step.setState(state);
    step.setEvent(event);
    harness.processElement1(new StreamRecord<>(step));
  }

  private void decided(int second) throws Exception {
    harness.processElement2(new StreamRecord<>(result(second, Evaluation.OK, null)));
  }

  private void undecided(int second, String code) throws Exception {
    harness.processElement2(new StreamRecord<>(result(second, Evaluation.NotDecidable, code)));
  }

  private static Inference result(int second, Evaluation evaluation, String code) {
    Instant end = START.plusSeconds(second);
    Inference result = new Inference();
    result.setEquipment("MILL-01");
    result.setModel(MODEL);
    result.setWindowStart(end.minusMillis(800));
    result.setWindowEnd(end);
    result.setEvaluation(evaluation);
    result.setReasonCode(code);
    result.setReason(code == null ? null : "Because.");
    return result;
  }

  private void watermark(int second) throws Exception {
    Watermark mark = new Watermark(START.plusSeconds(second).toEpochMilli());
    harness.processWatermark1(mark);
    harness.processWatermark2(mark);
  }

  private List<ModelSession> sessions() {
    return harness.extractOutputValues();
  }

  private List<SessionState> states() {
    return sessions().stream().map(ModelSession::getState).toList();
  }

  private List<AuditEntry> audit() {
    List<AuditEntry> entries = new ArrayList<>();
    harness
        .getSideOutput(TrackSessionsFunction.AUDIT)
        .forEach(record -> entries.add(record.getValue()));
    return entries;
  }
}
