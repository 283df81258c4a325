package io.resonance.conform;

import io.resonance.conform.Findings.Finding;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.InputProvenance;
import io.resonance.schema.v1.ModelReference;
import io.resonance.schema.v1.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds results that cannot be traced, computed again or acted upon. One violation for each model
 * and rule; a sound result clears it.
 */
final class InferenceCheck {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String APPROVED = "approved";

  /** Reason codes of a model that answered what cannot be; as errors.yaml has them. */
  private static final Set<String> OUTPUT = Set.of("OUTPUT_NOT_FINITE", "OUTPUT_OUT_OF_RANGE");

  /** Reason codes of a model that did not answer. */
  private static final Set<String> FAILURE =
      Set.of("MODEL_FAILED", "MODEL_TIMED_OUT", "MODEL_NOT_READY", "MODEL_SUSPENDED");

  private final Profile profile;
  private final RuleParameters parameters;
  private final Findings findings;
  private final Duration tolerance;

  InferenceCheck(Profile profile, RuleParameters parameters) {
    this.profile = profile;
    this.parameters = parameters;
    this.findings = new Findings(parameters);
    this.tolerance =
        profile
            .rule(Rule.Check.INFERENCE_WINDOW)
            .map(rule -> Duration.ofNanos(parameters.nanos(rule, "tolerance")))
            .orElse(Duration.ZERO);
  }

  /** What violations are about: the equipment, with the model in the place of an endpoint. */
  static EquipmentBatch subject(Inference inference) {
    String model = "model " + inference.getModel().getId();
    return new EquipmentBatchBuilder(
            inference.getEquipment(),
            inference.getHierarchyScope(),
            new Origin(Protocol.UNKNOWN, model, 0),
            0)
        .build();
  }

  void check(Inference inference, EquipmentWatch watch, Lifecycle lifecycle) {
    judge(
        Rule.Check.INFERENCE_METADATA,
        inference,
        missing(inference.getModel()),
        "all of id, version, sha256, task, engine, owner, approval state and training data",
        watch,
        lifecycle);
    judge(
        Rule.Check.INFERENCE_WINDOW,
        inference,
        window(inference, tolerance),
        "a window that begins before it ends and ends before the result",
        watch,
        lifecycle);
    judge(
        Rule.Check.INFERENCE_PROVENANCE,
        inference,
        provenance(inference),
        "the samples of every input, first before last",
        watch,
        lifecycle);
    judge(
        Rule.Check.INFERENCE_NUMBERS,
        inference,
        numbers(inference),
        "finite outputs, ratio and confidence of 0 to 1",
        watch,
        lifecycle);
    judge(
        Rule.Check.INFERENCE_REASON,
        inference,
        reason(inference),
        "code and sentence of the reason",
        watch,
        lifecycle);
    judge(
        Rule.Check.MODEL_APPROVAL,
        inference,
        approval(inference.getModel()),
        "a model in the state approved",
        watch,
        lifecycle);
    checkAnswer(inference, watch, lifecycle);
    profile
        .rule(Rule.Check.INFERENCE_LATENCY)
        .ifPresent(
            rule ->
                judge(
                    rule.check(),
                    inference,
                    latency(inference, parameters.nanos(rule, "most")),
                    "a result within " + parameters.text(rule, "most"),
                    watch,
                    lifecycle));
    profile
        .rule(Rule.Check.INFERENCE_UNDECIDED)
        .ifPresent(rule -> countUndecided(rule, inference, watch, lifecycle));
  }

  /**
   * A window that was not given to the model, for its inputs were at fault, tells nothing of it.
   */
  private void checkAnswer(Inference inference, EquipmentWatch watch, Lifecycle lifecycle) {
    String code = inference.getReasonCode() == null ? "" : inference.getReasonCode();
    boolean wasSound = inference.getEvaluation() != Evaluation.NotDecidable;
    boolean wasWrong = OUTPUT.contains(code);
    boolean wasSilent = FAILURE.contains(code);
    List<String> said = List.of("%s: %s".formatted(code, inference.getReason()));
    if (wasSound || wasWrong) {
      judge(
          Rule.Check.MODEL_OUTPUT,
          inference,
          wasWrong ? said : List.of(),
          "outputs that are finite and within their ranges",
          watch,
          lifecycle);
    }
    if (wasSound || wasWrong || wasSilent) {
      judge(
          Rule.Check.MODEL_FAILURE,
          inference,
          wasSilent ? said : List.of(),
          "an answer to each window",
          watch,
          lifecycle);
    }
  }

  private void judge(
      Rule.Check check,
      Inference inference,
      List<String> wrong,
      String limits,
      EquipmentWatch watch,
      Lifecycle lifecycle) {
    profile
        .rule(check)
        .ifPresent(
            rule ->
                findings.apply(
                    finding(rule, inference, !wrong.isEmpty(), limits, String.join("; ", wrong)),
                    computedAt(inference),
                    watch.connections,
                    lifecycle));
  }

  private static Finding finding(
      Rule rule, Inference inference, boolean breach, String limits, String is) {
    return new Finding(
        rule,
        Optional.empty(),
        inference.getModel().getId(),
        breach,
        limits,
        new Evidence(
            "inference " + inference.getInferenceId(),
            0L,
            inference.getComputedAt(),
            is.isEmpty() ? "sound" : is,
            null));
  }

  private static List<String> missing(ModelReference model) {
    List<String> wrong = new ArrayList<>(0);
    require(model.getId(), "id", wrong);
    require(model.getVersion(), "version", wrong);
    require(model.getTask(), "task", wrong);
    require(model.getEngine(), "engine", wrong);
    require(model.getOwner(), "owner", wrong);
    require(model.getApprovalState(), "approval state", wrong);
    require(model.getTrainingDataId(), "training data", wrong);
    if (!SHA256.matcher(model.getSha256()).matches()) {
      wrong.add("sha256 is `%s`".formatted(model.getSha256()));
    }
    return wrong;
  }

  private static void require(String text, String name, List<String> wrong) {
    if (text == null || text.isBlank()) {
      wrong.add("no " + name);
    }
  }

  private static List<String> window(Inference inference, Duration tolerance) {
    List<String> wrong = new ArrayList<>(0);
    if (!inference.getWindowStart().isBefore(inference.getWindowEnd())) {
      wrong.add(
          "window from %s to %s".formatted(inference.getWindowStart(), inference.getWindowEnd()));
    }
    if (inference.getComputedAt().plus(tolerance).isBefore(inference.getWindowEnd())) {
      wrong.add(
          "computed at %s, before the window ended at %s"
              .formatted(inference.getComputedAt(), inference.getWindowEnd()));
    }
    return wrong;
  }

  private static List<String> provenance(Inference inference) {
    boolean decided = inference.getEvaluation() != Evaluation.NotDecidable;
    List<String> wrong = new ArrayList<>(0);
    if (decided && inference.getInputs().isEmpty()) {
      wrong.add("no inputs named");
    }
    for (InputProvenance input : inference.getInputs()) {
      if (input.getLastTimestamp().isBefore(input.getFirstTimestamp()) || input.getSamples() <= 0) {
        wrong.add(
            "%s: %d samples from %s to %s"
                .formatted(
                    input.getProperty(),
                    input.getSamples(),
                    input.getFirstTimestamp(),
                    input.getLastTimestamp()));
      }
    }
    return wrong;
  }

  private static List<String> numbers(Inference inference) {
    List<String> wrong = new ArrayList<>(0);
    inference.getOutputs().stream()
        .filter(output -> !Double.isFinite(output.getValue()))
        .forEach(output -> wrong.add(output.getName() + " is " + output.getValue()));
    requireShare(inference.getConfidence(), "confidence", wrong);
    requireShare(inference.getInputQualityRatio(), "input quality ratio", wrong);
    if (inference.getScore() != null && !Double.isFinite(inference.getScore())) {
      wrong.add("score is " + inference.getScore());
    }
    return wrong;
  }

  private static void requireShare(Double share, String name, List<String> wrong) {
    if (share != null && !(share >= 0 && share <= 1)) {
      wrong.add(name + " is " + share);
    }
  }

  private static List<String> reason(Inference inference) {
    Evaluation evaluation = inference.getEvaluation();
    List<String> wrong = new ArrayList<>(0);
    if (evaluation == Evaluation.NotOK || evaluation == Evaluation.NotDecidable) {
      require(inference.getReasonCode(), "reason code for " + evaluation, wrong);
      require(inference.getReason(), "reason for " + evaluation, wrong);
    }
    return wrong;
  }

  private static List<String> approval(ModelReference model) {
    return APPROVED.equals(model.getApprovalState())
        ? List.of()
        : List.of("model %s is `%s`".formatted(model.getVersion(), model.getApprovalState()));
  }

  private static List<String> latency(Inference inference, long most) {
    long nanos = inference.getLatencyMicros() * 1_000L;
    return nanos <= most
        ? List.of()
        : List.of(String.format(Locale.ROOT, "a result after %.3f s", nanos / 1e9));
  }

  /** Like the share of BAD values: over windows of so many results. */
  private void countUndecided(
      Rule rule, Inference inference, EquipmentWatch watch, Lifecycle lifecycle) {
    String model = inference.getModel().getId();
    PropertyWatch results = watch.properties.get(watch.indexOf("", model, "results"));
    int of = parameters.count(rule, "results");
    int limit = (int) Math.ceil(parameters.number(rule, "ratio") * of);
    results.windowValues++;
    boolean undecided = inference.getEvaluation() == Evaluation.NotDecidable;
    if (undecided) {
      results.inTrouble().windowBad++;
    }
    int undecidedOnes = results.troubles().windowBad;
    boolean breach = undecided && undecidedOnes >= limit;
    boolean isEnd = results.windowValues >= of;
    if (breach || (isEnd && undecidedOnes < limit)) {
      findings.apply(
          finding(
              rule,
              inference,
              breach,
              "fewer than %d of %d results NotDecidable".formatted(limit, of),
              "%d of %d NotDecidable, the last one: %s"
                  .formatted(undecidedOnes, results.windowValues, inference.getReason())),
          computedAt(inference),
          watch.connections,
          lifecycle);
    }
    if (isEnd) {
      results.beginWindow();
    }
  }

  private static long computedAt(Inference inference) {
    return ViolationRecords.micros(inference.getComputedAt()) * 1_000L;
  }
}
