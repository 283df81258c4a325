package io.resonance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.InferenceOutput;
import io.resonance.schema.v1.InputProvenance;
import io.resonance.schema.v1.ModelReference;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import io.resonance.schema.v1.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness closes like a thread
class InferenceFunctionTest {

  private static final Instant START = Instant.ofEpochSecond(1_700_000_000L);

  @Test
  void aModelThatAnswersNonsenseOrNothingIsAViolationUntilItAnswersSoundly() throws Exception {
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new InferenceFunction(new ProfileReference("mdr-profile-0.1", Map.of()))),
            Inference::getEquipment,
            Types.STRING)) {
      harness.setup(
          ConformFunction.OUTPUT_TYPE.createSerializer(
              harness.getExecutionConfig().getSerializerConfig()));
      harness.open();
      harness.processElement(undecided(0, "OUTPUT_NOT_FINITE"), 0);
      harness.processElement(undecided(1, "MODEL_TIMED_OUT"), 0);
      harness.processElement(undecided(2, "MODEL_SUSPENDED"), 0);
      harness.processElement(undecided(3, "TOO_FEW_SAMPLES"), 0); // the model was not asked
      assertThat(harness.extractOutputValues())
          .extracting(InferenceFunctionTest::text)
          .containsExactly("model-output OPENED", "model-failure OPENED");
      assertThat(harness.extractOutputValues().get(0).getEvidence().get(0).getValue())
          .isEqualTo("OUTPUT_NOT_FINITE: because of OUTPUT_NOT_FINITE");
      harness.processElement(decided(4), 0);
      assertThat(harness.extractOutputValues())
          .extracting(InferenceFunctionTest::text)
          .endsWith("model-output CLEARED", "model-failure CLEARED");
    }
  }

  private static String text(Violation violation) {
    return violation.getRuleId() + " " + violation.getState();
  }

  private static Inference undecided(int second, String code) {
    Inference inference = decided(second);
    inference.setEvaluation(Evaluation.NotDecidable);
    inference.setReasonCode(code);
    inference.setReason("because of " + code);
    inference.setOutputs(List.of());
    return inference;
  }

  private static Inference decided(int second) {
    Instant end = START.plusSeconds(second);
    return Inference.newBuilder()
        .setInferenceId("inference-" + second)
        .setEquipment("MILL-01")
        .setHierarchyScope("Acme/MILL-01")
        .setProfile("mdr-profile-0.1")
        .setModel(
            ModelReference.newBuilder()
                .setId("mill-condition")
                .setVersion("1.0.0")
                .setSha256("0123456789abcdef".repeat(4))
                .setTask("anomaly-detection")
                .setEngine("OnnxRuntime")
                .setEngineVersion("1.20")
                .setOwner("Quality")
                .setApprovalState("approved")
                .setTrainingDataId("mill/seeds-1-60")
                .build())
        .setWindowStart(end.minusSeconds(6))
        .setWindowEnd(end)
        .setInputQualityRatio(1.0)
        .setGapsInside(0)
        .setSamples(64)
        .setOutputs(List.of(new InferenceOutput("abnormal-probability", 0.2, null)))
        .setEvaluation(Evaluation.OK)
        .setLatencyMicros(1_000)
        .setComputedAt(end.plusMillis(20))
        .setInputs(
            List.of(
                new InputProvenance(
                    "spindle-speed",
                    "nsu=urn:mill;s=speed",
                    new SourceReference(Protocol.OPC_UA, "mill", 7L),
                    1L,
                    64L,
                    end.minusSeconds(6),
                    end,
                    64)))
        .build();
  }
}
