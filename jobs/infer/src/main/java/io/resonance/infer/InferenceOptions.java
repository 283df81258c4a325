package io.resonance.infer;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How the inference stage runs; what a model needs stands in its own package.
 *
 * @param profile id and version of the profile the values were normalized under
 * @param maxBatch windows in a micro-batch, 1 to 4,096
 * @param maxWait how long the first window of a micro-batch waits for others, 1 ms or more
 * @param threadsPerModel threads of ONNX Runtime within one operator of one model
 * @param ahead how much time beyond the open window is kept while the watermark stands still
 */
public record InferenceOptions(
    String profile, int maxBatch, Duration maxWait, int threadsPerModel, Duration ahead)
    implements Serializable {

  public InferenceOptions {
    Objects.requireNonNull(profile, "profile");
    require(maxBatch >= 1 && maxBatch <= 4_096, "maxBatch", maxBatch, "1 to 4096");
    require(maxWait.toMillis() >= 1, "maxWait", maxWait, "1 ms or more");
    require(
        threadsPerModel >= 1 && threadsPerModel <= 64, "threadsPerModel", threadsPerModel, "1-64");
    require(
        !ahead.isNegative() && ahead.toDays() <= 7,
        "ahead",
        ahead,
        "at least 0 and at most 7 days");
  }

  /** The defaults: batches of 32 after at most 10 ms, one thread, ten minutes ahead. */
  public static InferenceOptions of(String profile) {
    return new InferenceOptions(profile, 32, Duration.ofMillis(10), 1, Duration.ofMinutes(10));
  }

  public InferenceOptions withMaxBatch(int windows) {
    return new InferenceOptions(profile, windows, maxWait, threadsPerModel, ahead);
  }

  public InferenceOptions withMaxWait(Duration wait) {
    return new InferenceOptions(profile, maxBatch, wait, threadsPerModel, ahead);
  }

  public InferenceOptions withThreadsPerModel(int threads) {
    return new InferenceOptions(profile, maxBatch, maxWait, threads, ahead);
  }

  public InferenceOptions withAhead(Duration duration) {
    return new InferenceOptions(profile, maxBatch, maxWait, threadsPerModel, duration);
  }

  private static void require(boolean holds, String option, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "The inference option %s is %s; it must be %s.".formatted(option, value, allowed));
    }
  }
}
