package io.resonance.testbed.mes;

import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.InferenceOutput;
import io.resonance.schema.v1.ModelReference;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.RuleBasis;
import io.resonance.schema.v1.Severity;
import io.resonance.schema.v1.SourceReference;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.time.Instant;
import java.util.List;

/** Violations and inferences for tests; every text of a record is the one that is given. */
public final class SampleRecords {

  public static final String SCOPE = "Acme/Shenyang/Hall-1/Line-3/MILL-01";
  public static final Instant TIME = Instant.parse("2026-11-22T06:00:00.123456Z");

  private SampleRecords() {}

  /** A violation with some text. */
  public static Violation violation(String id, ViolationState state) {
    return violation(id, state, "Coolant too hot");
  }

  /** A violation with this text wherever one can stand. */
  public static Violation violation(String id, ViolationState state, String text) {
    return Violation.newBuilder()
        .setViolationId(id)
        .setEquipment("MILL-01")
        .setHierarchyScope(SCOPE)
        .setProfile("mdr-profile-0.1")
        .setProfileHash("00")
        .setRuleId("eu-range")
        .setRuleVersion("1")
        .setSeverity(Severity.WARNING)
        .setState(state)
        .setProperty(text)
        .setSource(new SourceReference(Protocol.OPC_UA, text, 1L))
        .setTitleEn(text)
        .setTitleZh("冷却液过热" + text)
        .setExplanationEn(text)
        .setExplanationZh(text)
        .setFixEn(text)
        .setFixZh(text)
        .setBasis(new RuleBasis("OPC 10000-8", "5.6.2", "https://example.org"))
        .setSubject("quality")
        .setEvidence(List.of(new Evidence(text, 7L, TIME, text, text)))
        .setFirstAt(TIME)
        .setLastAt(TIME.plusSeconds(1))
        .setOccurrences(3)
        .build();
  }

  /** The n-th violation of an equipment, each later than the one before. */
  public static Violation violation(String equipment, int n) {
    Violation violation = violation(equipment + "-v" + n, ViolationState.OPENED);
    violation.setEquipment(equipment);
    violation.setLastAt(violation.getLastAt().plusSeconds(n));
    return violation;
  }

  /** An inference with some text. */
  public static Inference inference(String id, String model, Evaluation evaluation) {
    return inference(id, model, evaluation, "spindle bearing worn", 0.83);
  }

  /** An inference with this text and number wherever one can stand. */
  public static Inference inference(
      String id, String model, Evaluation evaluation, String text, double value) {
    return Inference.newBuilder()
        .setInferenceId(id)
        .setEquipment("MILL-01")
        .setHierarchyScope(SCOPE)
        .setProfile("mdr-profile-0.1")
        .setModel(
            new ModelReference(
                model, "1.0", "ab12", "condition", "OnnxRuntime", "1.2", "qa", "trial", "d-1"))
        .setWindowStart(TIME.minusSeconds(10))
        .setWindowEnd(TIME)
        .setInputQualityRatio(1.0)
        .setGapsInside(0)
        .setSamples(100)
        .setOutputs(List.of(new InferenceOutput(text, value, text)))
        .setScore(value)
        .setConfidence(0.9)
        .setConfidenceMethod("softmax")
        .setEvaluation(evaluation)
        .setReasonCode(text)
        .setReason(text)
        .setLatencyMicros(5)
        .setComputedAt(TIME)
        .setInputs(List.of())
        .build();
  }
}
