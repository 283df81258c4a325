package io.resonance.schema.rules;

import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.profile.YamlEntry;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.InferenceOutput;
import io.resonance.schema.v1.InputProvenance;
import io.resonance.schema.v1.ModelReference;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Results of models in examples: sound ones, but for what the example says otherwise. */
final class ExampleInferences {

  private static final String SHA256 = "0123456789abcdef".repeat(4);

  private ExampleInferences() {}

  static List<Inference> read(YamlEntry entry, String equipment, String scope) {
    entry.allowing(
        "inference",
        "at",
        "times",
        "reason",
        "code",
        "owner",
        "sha256",
        "approval",
        "window",
        "computed",
        "confidence",
        "inputs",
        "latency",
        "output");
    int times = entry.has("times") ? Integer.parseInt(entry.text("times")) : 1;
    List<Inference> inferences = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      inferences.add(one(entry, i, equipment, scope));
    }
    return inferences;
  }

  private static Inference one(YamlEntry entry, int number, String equipment, String scope) {
    Instant end = ViolationRecords.instant(RuleExampleReader.time(entry)).plusSeconds(number);
    Instant start =
        end.minusMillis((long) (RuleExampleReader.seconds(entry, "window", 6.4) * 1_000));
    boolean explained = entry.has("reason");
    List<InputProvenance> inputs = new ArrayList<>();
    if (!entry.has("inputs")) {
      inputs.add(
          new InputProvenance(
              "spindle-speed",
              "nsu=urn:mill;s=spindle-speed",
              new SourceReference(Protocol.OPC_UA, "mill", 7L),
              1L,
              64L,
              start,
              end,
              64));
    }
    return Inference.newBuilder()
        .setInferenceId("inference-" + number)
        .setEquipment(equipment)
        .setHierarchyScope(scope)
        .setProfile("example")
        .setModel(model(entry))
        .setWindowStart(start)
        .setWindowEnd(end)
        .setInputQualityRatio(1.0)
        .setGapsInside(0)
        .setSamples(64)
        .setOutputs(
            List.of(
                new InferenceOutput(
                    "abnormal-probability", RuleExampleReader.seconds(entry, "output", 0.2), null)))
        .setConfidence(RuleExampleReader.seconds(entry, "confidence", 0.8))
        .setConfidenceMethod("probability")
        .setEvaluation(Evaluation.valueOf(entry.text("inference")))
        .setReasonCode(code(entry))
        .setReason(explained ? entry.text("reason") : null)
        .setLatencyMicros((long) (RuleExampleReader.seconds(entry, "latency", 0.01) * 1e6))
        .setComputedAt(
            end.plusMillis((long) (RuleExampleReader.seconds(entry, "computed", 0.02) * 1_000)))
        .setInputs(inputs)
        .build();
  }

  private static String code(YamlEntry entry) {
    if (entry.has("code")) {
      return entry.text("code");
    }
    return entry.has("reason") ? "example" : null;
  }

  private static ModelReference model(YamlEntry entry) {
    return ModelReference.newBuilder()
        .setId("mill-condition")
        .setVersion("1.0.0")
        .setSha256(entry.has("sha256") ? entry.text("sha256") : SHA256)
        .setTask("anomaly-detection")
        .setEngine("OnnxRuntime")
        .setEngineVersion("1.20")
        .setOwner(entry.has("owner") && entry.text("owner").equals("-") ? "" : "Quality")
        .setApprovalState(entry.has("approval") ? entry.text("approval") : "approved")
        .setTrainingDataId("mill/seeds-1-60")
        .build();
  }
}
