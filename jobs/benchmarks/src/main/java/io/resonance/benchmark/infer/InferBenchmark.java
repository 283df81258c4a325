package io.resonance.benchmark.infer;

import io.resonance.benchmark.Benchmark;
import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.TemporaryFolder;
import io.resonance.benchmark.stages.Stage;
import io.resonance.benchmark.stages.StageTimer;
import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.predict.CallLimits;
import io.resonance.infer.predict.ModelStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The inference step of the job beside ONNX Runtime's own API, both with one thread. */
public final class InferBenchmark implements Benchmark {

  private static final String UNIT = "inferences/cpu-s";
  private static final int WINDOWS_PER_PASS = 2_048;
  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofMinutes(1), 1, Duration.ofMinutes(1));

  /** Where the model is asked. */
  private enum Place {
    /** In the thread of the caller. */
    ALONE,
    /** In a thread of its own with a limit of time, as the operator does it. */
    GUARDED
  }

  /** A row: the model and how many windows it is asked at a time. */
  private record Row(String name, StepModel model, int batch, Place place) {

    ModelStep load(TemporaryFolder folder) throws Exception {
      ModelPackage source = model.write(folder.path());
      return switch (place) {
        case ALONE -> ModelStep.alone(source, batch);
        case GUARDED -> ModelStep.guarded(source, batch, LIMITS);
      };
    }
  }

  private static final List<Row> ROWS =
      List.of(
          new Row("step-mlp-1", StepModel.MLP, 1, Place.ALONE),
          new Row("step-mlp-32", StepModel.MLP, 32, Place.ALONE),
          new Row("step-mlp-256", StepModel.MLP, 256, Place.ALONE),
          new Row("step-conv-32", StepModel.CONVOLUTION, 32, Place.ALONE),
          new Row("guarded-mlp-32", StepModel.MLP, 32, Place.GUARDED),
          new Row("guarded-conv-32", StepModel.CONVOLUTION, 32, Place.GUARDED));

  @Override
  public String name() {
    return "infer";
  }

  @Override
  public String summary() {
    return "the inference step, alone and with its thread and limits, against ONNX Runtime's own"
        + " API";
  }

  @Override
  public List<String> rows() {
    return ROWS.stream().map(Row::name).toList();
  }

  @Override
  public int runs() {
    return 5;
  }

  @Override
  public List<BenchmarkRow> run(Effort effort) throws Exception {
    List<BenchmarkRow> rows = new ArrayList<>();
    for (Row row : ROWS) {
      if (effort.wants(row.name())) {
        rows.add(measure(row, effort));
      }
    }
    return rows;
  }

  private static BenchmarkRow measure(Row row, Effort effort) throws Exception {
    List<List<float[]>> batches = batches(row.batch());
    try (TemporaryFolder folder = new TemporaryFolder();
        ModelStep step = row.load(folder);
        BareEngine bare = new BareEngine(row.model().onnx(), row.batch())) {
      requireSameAnswers(step.predict(batches.get(0)), bare.predict(batches.get(0)));
      Stage ours = () -> pass(batches, step::predict);
      Stage baseline = () -> pass(batches, bare::predict);
      StageTimer timer = new StageTimer(WINDOWS_PER_PASS, measured(effort));
      effort.progress().accept("warming up " + row.name());
      timer.nanosPerValue(ours);
      timer.nanosPerValue(baseline);
      List<Double> values = new ArrayList<>();
      List<Double> baselines = new ArrayList<>();
      for (int run = 1; run <= effort.runs(); run++) {
        values.add(1e9 / timer.nanosPerValue(ours));
        baselines.add(1e9 / timer.nanosPerValue(baseline));
        effort
            .progress()
            .accept(
                String.format(
                    Locale.ROOT,
                    "%s %d/%d: %,.0f inferences per CPU second, bare %,.0f",
                    row.name(),
                    run,
                    effort.runs(),
                    values.get(run - 1),
                    baselines.get(run - 1)));
      }
      return BenchmarkRow.of(row.name(), UNIT, values, baselines);
    }
  }

  /** The step by itself. */
  private interface Step {
    float[] predict(List<float[]> windows) throws Exception;
  }

  private static long pass(List<List<float[]>> batches, Step step) throws Exception {
    float sum = 0;
    for (List<float[]> batch : batches) {
      sum += step.predict(batch)[batch.size() - 1];
    }
    return Float.floatToRawIntBits(sum);
  }

  private static Duration measured(Effort effort) {
    return switch (effort.length()) {
      case FULL -> Duration.ofSeconds(2);
      case QUICK -> Duration.ofMillis(300);
    };
  }

  private static List<List<float[]>> batches(int size) {
    Random random = new Random(7);
    List<List<float[]>> batches = new ArrayList<>();
    for (int from = 0; from < WINDOWS_PER_PASS; from += size) {
      List<float[]> batch = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        float[] window = new float[StepModel.FLOATS];
        for (int cell = 0; cell < window.length; cell++) {
          window[cell] = random.nextFloat();
        }
        batch.add(window);
      }
      batches.add(batch);
    }
    return batches;
  }

  private static void requireSameAnswers(float[] ours, float[] bare) {
    if (!Arrays.equals(ours, bare)) {
      throw new BenchmarkFailedException(
          "The two sides answer differently: %s and %s; they do not do the same work."
              .formatted(Arrays.toString(ours), Arrays.toString(bare)));
    }
  }
}
