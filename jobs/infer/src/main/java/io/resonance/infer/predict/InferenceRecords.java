package io.resonance.infer.predict;

import io.resonance.infer.ReasonCodes;
import io.resonance.infer.model.Decision;
import io.resonance.infer.model.EngineVersion;
import io.resonance.infer.model.ModelOutput;
import io.resonance.infer.model.ModelSpec;
import io.resonance.infer.window.InputSpan;
import io.resonance.infer.window.ModelWindow;
import io.resonance.infer.window.Verdict;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.InferenceOutput;
import io.resonance.schema.v1.InputProvenance;
import io.resonance.schema.v1.ModelReference;
import io.resonance.schema.v1.SourceReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes the records of one model: what the model answered, or why it was not asked. */
final class InferenceRecords {

  private final ModelSpec spec;
  private final ModelReference reference;
  private final String profile;
  private final String profileHash;

  InferenceRecords(ModelSpec spec, EngineVersion engine, String profile) {
    this.spec = spec;
    this.profile = profile;
    this.profileHash = Profile.load(profile).hash();
    this.reference = engine.reference(spec);
  }

  /** A result without outputs: not decidable. */
  Inference undecided(ModelWindow window, Verdict.Refused refused, Instant now) {
    Inference inference = blank(window, now);
    inference.setEvaluation(Evaluation.NotDecidable);
    inference.setReasonCode(refused.code());
    inference.setReason(refused.reason());
    return inference;
  }

  /**
   * The result of one window.
   *
   * @param outputs outputs of a whole micro-batch
   * @param offset where this window's outputs begin
   */
  Inference decided(ModelWindow window, float[] outputs, int offset, Instant now) {
    List<ModelOutput> channels = spec.output().channels();
    List<InferenceOutput> values = new ArrayList<>(channels.size());
    for (int i = 0; i < channels.size(); i++) {
      ModelOutput channel = channels.get(i);
      double value = outputs[offset + i];
      if (!Double.isFinite(value)) {
        return undecided(
            window,
            new Verdict.Refused(
                ReasonCodes.OUTPUT_NOT_FINITE,
                "The model answered %s for %s; its weights or the inputs are at fault."
                    .formatted(value, channel.name())),
            now);
      }
      if (!channel.range().contains(value)) {
        return undecided(
            window,
            new Verdict.Refused(
                ReasonCodes.OUTPUT_OUT_OF_RANGE,
                "The model answered %s for %s, outside its range %s to %s."
                    .formatted(
                        value, channel.name(), channel.range().low(), channel.range().high())),
            now);
      }
      values.add(new InferenceOutput(channel.name(), value, textOrNull(channel.unit())));
    }
    Inference inference = blank(window, now);
    inference.setOutputs(values);
    evaluate(inference);
    return inference;
  }

  private void evaluate(Inference inference) {
    if (!(spec.decision() instanceof Decision.Threshold threshold)) {
      inference.setEvaluation(Evaluation.Undefined);
      return;
    }
    double score = inference.getOutputs().get(threshold.output()).getValue();
    inference.setScore(score);
    if (threshold.confidence() != Decision.Confidence.NONE) {
      inference.setConfidence(confidence(threshold, score));
      inference.setConfidenceMethod(threshold.confidence().text());
    }
    if (threshold.isNotOk(score)) {
      inference.setEvaluation(Evaluation.NotOK);
      inference.setReasonCode(ReasonCodes.THRESHOLD_CROSSED);
      inference.setReason(
          "%s is %s, %s the threshold of %s."
              .formatted(
                  spec.output().channels().get(threshold.output()).name(),
                  score,
                  threshold.side() == Decision.Side.ABOVE ? "above" : "below",
                  threshold.threshold()));
    } else {
      inference.setEvaluation(Evaluation.OK);
    }
  }

  private double confidence(Decision.Threshold threshold, double score) {
    if (threshold.confidence() == Decision.Confidence.PROBABILITY) {
      return Math.max(score, 1 - score);
    }
    var range = spec.output().channels().get(threshold.output()).range();
    double distance = score - threshold.threshold();
    double most =
        distance > 0 ? range.high() - threshold.threshold() : threshold.threshold() - range.low();
    return most > 0 && Double.isFinite(most) ? Math.min(1, Math.abs(distance) / most) : 0;
  }

  private Inference blank(ModelWindow window, Instant now) {
    ModelWindow.Extent extent = window.extent();
    Inference inference = new Inference();
    inference.setInferenceId(id(window));
    inference.setEquipment(window.equipment());
    inference.setHierarchyScope(window.hierarchyScope());
    inference.setProfile(profile);
    inference.setProfileHash(profileHash);
    inference.setModel(reference);
    inference.setWindowStart(instant(extent.start()));
    inference.setWindowEnd(instant(extent.end()));
    inference.setInputQualityRatio(extent.qualityRatio());
    inference.setGapsInside(extent.gaps());
    inference.setSamples(window.samples());
    inference.setOutputs(new ArrayList<>(0));
    long nowMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    inference.setLatencyMicros(Math.max(0, nowMicros - extent.completedAt()));
    inference.setComputedAt(now.truncatedTo(ChronoUnit.MICROS));
    inference.setInputs(provenance(window));
    inference.setRevision(window.revision());
    return inference;
  }

  private static List<InputProvenance> provenance(ModelWindow window) {
    List<InputProvenance> provenance = new ArrayList<>(window.inputs().size());
    for (InputSpan span : window.inputs()) {
      var origin = span.source().origin();
      provenance.add(
          new InputProvenance(
              span.property(),
              span.source().address(),
              new SourceReference(origin.protocol(), origin.endpoint(), origin.epoch()),
              span.firstSequence(),
              span.lastSequence(),
              instant(span.firstTime()),
              instant(span.lastTime()),
              span.samples()));
    }
    return provenance;
  }

  /** The same window, model and revision give the same id, on every run. */
  private String id(ModelWindow window) {
    String name =
        String.join(
            "\n",
            window.equipment(),
            reference.getId(),
            reference.getVersion(),
            reference.getSha256(),
            Long.toString(window.extent().start()),
            Long.toString(window.extent().end()),
            Integer.toString(window.revision()));
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Instant instant(long nanos) {
    long micros = Math.floorDiv(nanos, 1_000L);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }

  private static String textOrNull(String text) {
    return text.isEmpty() ? null : text; // as the optional field of the record has it
  }
}
