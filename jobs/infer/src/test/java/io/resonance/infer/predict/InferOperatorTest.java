package io.resonance.infer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.TestPackages;
import io.resonance.infer.window.ModelWindow;
import io.resonance.infer.window.Windows;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferOperatorTest {

  private static final int FLOATS = TestPackages.LENGTH * 2;

  /** Static, because the operator is serialized. */
  private static final AtomicReference<CountDownLatch> HANGING = new AtomicReference<>();

  @TempDir Path folder;

  @Test
  void saysWhatTheModelAnsweredWithItsMetadata() throws Exception {
    try (var harness = open(TestPackages.meanModel(), 1)) {
      harness.process(window(1, 101));

      Inference inference = harness.results().get(0);
      assertThat(inference.getScore()).isEqualTo(101);
      assertThat(inference.getEvaluation()).isEqualTo(Evaluation.NotOK);
      assertThat(inference.getReasonCode()).isEqualTo("THRESHOLD_CROSSED");
      assertThat(inference.getConfidenceMethod()).isEqualTo("margin");
      assertThat(inference.getModel().getSha256())
          .isEqualTo(ModelPackage.sha256(TestPackages.meanModel()));
      assertThat(inference.getModel().getEngine()).isEqualTo("OnnxRuntime");
      assertThat(inference.getModel().getEngineVersion()).startsWith("1.");
      assertThat(inference.getInputs().get(0).getLastSequence()).isEqualTo(8);
      assertThat(inference.getLatencyMicros()).isPositive();
      assertThat(inference.getProfile()).isEqualTo("mdr-profile-0.1");
      assertThat(inference.getProfileHash()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void givesTheSameWindowTheSameId() throws Exception {
    try (var harness = open(TestPackages.meanModel(), 1)) {
      harness.process(window(1, 1));
      harness.process(window(1, 1));
      harness.process(window(2, 1));

      List<String> ids = harness.results().stream().map(Inference::getInferenceId).toList();
      assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    }
  }

  @Test
  void answersInBatchesWhatItAnswersOneByOne() throws Exception {
    Random random = new Random(5);
    List<ModelWindow> windows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      float[] values = new float[FLOATS];
      for (int at = 0; at < FLOATS; at++) {
        values[at] = random.nextFloat() * 200;
      }
      windows.add(
          i % 7 == 0
              ? Windows.refused("mean", "MILL-" + i, i, "TOO_FEW_SAMPLES")
              : Windows.passed("mean", "MILL-" + i, i, values));
    }

    List<Inference> batched = run(windows, 32);
    List<Inference> single = run(windows, 1);
    assertThat(batched).hasSameSizeAs(single);
    for (int i = 0; i < single.size(); i++) {
      assertThat(batched.get(i).getInferenceId()).isEqualTo(single.get(i).getInferenceId());
      assertThat(batched.get(i).getEvaluation()).isEqualTo(single.get(i).getEvaluation());
      if (i % 7 != 0) {
        // the engine adds in another order for another batch size: the last bits may differ
        assertThat(batched.get(i).getScore()).isCloseTo(single.get(i).getScore(), within(1e-3));
      }
    }
  }

  @Test
  void waitsForAFullBatchButNotLongerThanAllowed() throws Exception {
    try (var harness = open(TestPackages.meanModel(), 4)) {
      harness.processingTime(0);
      harness.process(window(1, 1));
      assertThat(harness.results()).isEmpty();
      harness.processingTime(20);
      assertThat(harness.results()).hasSize(1);

      for (int i = 0; i < 4; i++) {
        harness.process(window(i, 1));
      }
      assertThat(harness.results()).hasSize(5);
    }
  }

  @Test
  void emptiesTheBatchBeforeAWatermarkAndBeforeABarrier() throws Exception {
    try (var harness = open(TestPackages.meanModel(), 4)) {
      harness.process(window(1, 1));
      harness.watermark(5_000);
      assertThat(harness.results()).hasSize(1);

      harness.process(window(2, 1));
      harness.barrier();
      assertThat(harness.results()).hasSize(2);
    }
  }

  @Test
  void doesNotDecideOnWhatIsNoNumber() throws Exception {
    try (var harness = open(TestPackages.nanModel(), 1)) {
      harness.process(window(1, 1));

      Inference inference = harness.results().get(0);
      assertThat(inference.getEvaluation()).isEqualTo(Evaluation.NotDecidable);
      assertThat(inference.getReasonCode()).isEqualTo("OUTPUT_NOT_FINITE");
      assertThat(inference.getOutputs()).isEmpty();
    }
  }

  @Test
  void doesNotDecideOnWhatTheModelCannotMean() throws Exception {
    try (var harness = open(TestPackages.meanModel(), 1)) {
      harness.process(window(1, 1e6f));

      assertThat(harness.results().get(0).getReasonCode()).isEqualTo("OUTPUT_OUT_OF_RANGE");
    }
  }

  @Test
  void goesOnWhenTheModelFails() throws Exception {
    try (var harness = open(TestPackages.meanModel(), 1)) {
      harness.process(Windows.passed("mean", "MILL-01", 1, 1f, 2f));
      harness.process(window(2, 1));

      assertThat(harness.results())
          .extracting(Inference::getEvaluation)
          .containsExactly(Evaluation.NotDecidable, Evaluation.OK);
    }
  }

  @Test
  void goesOnWhenTheModelNeverAnswersAndLetsWatermarksThrough() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    HANGING.set(never);
    TestPackages.write(folder, TestPackages.meanModel());
    ModelUse use =
        new ModelUse(
            "mean",
            folder.toString(),
            ModelPackage.sha256(TestPackages.meanModel()),
            List.of("MILL-01"));
    CallLimits limits = new CallLimits(Duration.ofMillis(20), 1, Duration.ofMinutes(5));
    try (var harness = InferHarness.open(use, limits, (source, settings) -> hanging())) {
      harness.process(window(1, 1));
      harness.process(window(2, 1));
      harness.watermark(5_000);

      assertThat(harness.results())
          .extracting(Inference::getReasonCode)
          .containsExactly("MODEL_TIMED_OUT", "MODEL_SUSPENDED");
      assertThat(harness.watermarks()).containsExactly(5_000L);
    } finally {
      never.countDown();
    }
  }

  @Test
  void runsAModelThatIsToldWhichTicksAreMissing() throws Exception {
    byte[] onnx = TestPackages.maskedModel();
    String yaml =
        TestPackages.yaml(ModelPackage.sha256(onnx), 2, "last")
            .replace("  tensor: x\n", "  tensor: x\n  mask: m\n");
    TestPackages.write(folder, onnx, yaml);
    try (var harness =
        InferHarness.open(
            new ModelUse("mean", folder.toString(), ModelPackage.sha256(onnx), List.of("MILL-01")),
            2)) {
      float[] values = new float[2 * FLOATS];
      Arrays.fill(values, 0, FLOATS, 3);
      Arrays.fill(values, FLOATS, FLOATS + FLOATS / 2, 1);
      harness.process(Windows.passed("mean", "MILL-01", 1, values));
      harness.process(Windows.passed("mean", "MILL-02", 1, values));

      assertThat(harness.results())
          .extracting(Inference::getScore)
          .containsExactly(3 + 0.5, 3 + 0.5);
    }
  }

  @Test
  void keepsTheRevisionOfAWindowInResultAndId() throws Exception {
    try (var harness = open(TestPackages.meanModel(), 1)) {
      ModelWindow first = window(1, 1);
      harness.process(first);
      harness.process(Windows.revised(first, 1));

      assertThat(harness.results()).extracting(Inference::getRevision).containsExactly(0, 1);
      assertThat(harness.results()).extracting(Inference::getInferenceId).doesNotHaveDuplicates();
    }
  }

  @Test
  void doesNotStartWithAModelThePlantHasNotApproved() {
    Path written = TestPackages.write(folder, TestPackages.meanModel());
    ModelUse use = new ModelUse("mean", written.toString(), "0".repeat(64), List.of("MILL-01"));

    assertThatThrownBy(() -> InferHarness.open(use, 1))
        .hasMessageContaining("the plant approved 000");
  }

  private static BatchModel hanging() {
    return new BatchModel() {
      @Override
      public float[] predict(List<float[]> windows) throws InterruptedException {
        HANGING.get().await();
        return new float[windows.size()];
      }

      @Override
      public void close() {}
    };
  }

  private static ModelWindow window(long start, float value) {
    float[] values = new float[FLOATS];
    Arrays.fill(values, value);
    return Windows.passed("mean", "MILL-01", start, values);
  }

  private List<Inference> run(List<ModelWindow> windows, int batch) throws Exception {
    try (var harness = open(TestPackages.meanModel(), batch)) {
      for (ModelWindow window : windows) {
        harness.process(window);
      }
      harness.watermark(1);
      return harness.results();
    }
  }

  private InferHarness open(byte[] onnx, int batch) throws Exception {
    TestPackages.write(folder, onnx);
    return InferHarness.open(
        new ModelUse("mean", folder.toString(), ModelPackage.sha256(onnx), List.of("MILL-01")),
        batch);
  }
}
