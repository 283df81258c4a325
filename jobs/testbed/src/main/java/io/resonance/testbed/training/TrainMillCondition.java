package io.resonance.testbed.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Trains the demo model and writes its package: {@code TrainMillCondition FOLDER}. The same command
 * gives the same bytes. Prints accuracy, ROC and confusion on mills the training has not seen.
 */
public final class TrainMillCondition {

  /** Seeds from here on belong to evaluations. */
  public static final long FIRST_FRESH_SEED = 1_000_001;

  /** Probability from which a cut is called abnormal. */
  public static final double THRESHOLD = 0.5;

  private static final long FIRST_SEED = 1;
  private static final int MILLS = 60;
  private static final int SECONDS = 900;
  private static final int EPOCHS = 25;
  private static final int FRESH_MILLS = 20;

  private TrainMillCondition() {}

  /** Trains with the released settings; the one argument is the folder to write. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println(
          "Usage: TrainMillCondition FOLDER (such as flink-conf/models/mill-condition)");
      System.exit(1);
    }
    MillConditionTraining training = MillConditionTraining.run(FIRST_SEED, MILLS, SECONDS, EPOCHS);
    evaluate(training, System.out);
    write(Path.of(arguments[0]), training.toOnnx());
  }

  private static void evaluate(MillConditionTraining training, PrintStream out) {
    Scores all = new Scores(THRESHOLD);
    Scores clear = new Scores(THRESHOLD);
    for (int mill = 0; mill < FRESH_MILLS; mill++) {
      for (LabelledWindow window : MillWindows.record(FIRST_FRESH_SEED + mill, 0.15, SECONDS, 4)) {
        float probability = training.probability(window.values());
        all.add(probability, window.isAbnormal());
        if (!window.isTransition()) {
          clear.add(probability, window.isAbnormal());
        }
      }
    }
    out.println("Fresh mills, all windows. " + all);
    out.println("Fresh mills, without the first 1.6 s of an anomaly. " + clear);
  }

  private static void write(Path folder, byte[] onnx) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("model.onnx"), onnx);
    Files.writeString(folder.resolve("model.yaml"), TEMPLATE.replace("@sha256@", sha256(onnx)));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static final String TEMPLATE =
      """
      # Written by io.resonance.testbed.training.TrainMillCondition; see README.md beside it.
      resonance-model: 1
      id: mill-condition
      version: 1.0.0
      task: anomaly-detection
      owner: Resonance
      approval: trial                   # trained on a simulation, never to decide on a real machine
      training-data: simulated-mill/seeds-1-60
      artefact: model.onnx
      sha256: @sha256@

      window:
        rate: 10Hz
        length: 64                      # ticks: 6.4 s
        stride: 4                       # a result every 0.4 s
        resampling: last                # or linear
        max-gap: 1s                     # how long a value stands for the time after it
        fill: hold                      # what stands in for a missing tick: hold or zero

      input:
        tensor: window
        layout: [N, window, inputs]
        channels:                       # property of the profile, unit as UN/ECE Rec 20 code
          - {property: spindle-speed, unit: RPM}
          - {property: spindle-power, unit: KWT}
          - {property: feed-rate, unit: H81}
          - {property: vibration, unit: C16}

      output:
        tensor: abnormal
        channels:
          - {name: abnormal-probability, unit: C62, low: 0, high: 1}

      decision:
        output: abnormal-probability
        not-ok-above: 0.5
        confidence: probability         # none, probability or margin

      gates:                            # otherwise the result is NotDecidable and the model is not asked
        min-samples: 32                 # per input
        min-quality-ratio: 0.9          # share of GOOD ticks
        max-missing: 0                  # ticks on end without a usable value, per input
        max-gaps: 0                     # stretches without a usable value, over all inputs
      """;
}
