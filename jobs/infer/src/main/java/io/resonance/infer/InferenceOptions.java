package io.resonance.infer;

import io.resonance.infer.predict.CallLimits;
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
 * @param limits how long a model may take: timeout from 1 ms to 10 minutes, 1 to 16 timeouts on
 *     end, suspended for at least 1 ms
 */
public record InferenceOptions(
    String profile,
    int maxBatch,
    Duration maxWait,
    int threadsPerModel,
    Duration ahead,
    CallLimits limits)
    implements Serializable {

  private static final CallLimits DEFAULT_LIMITS =
      new CallLimits(Duration.ofSeconds(5), 3, Duration.ofMinutes(5));

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
    require(
        limits.timeout().toMillis() >= 1 && limits.timeout().toMinutes() <= 10,
        "timeout",
        limits.timeout(),
        "1 ms to 10 minutes");
    require(
        limits.maxTimeouts() >= 1 && limits.maxTimeouts() <= 16,
        "maxTimeouts",
        limits.maxTimeouts(),
        "1 to 16");
    require(limits.suspension().toMillis() >= 1, "suspension", limits.suspension(), "1 ms or more");
  }

  /**
   * The defaults: batches of 32 after at most 10 ms, one thread, ten minutes ahead, five seconds
   * for an answer, five minutes' suspension after three timeouts.
   */
  public static InferenceOptions of(String profile) {
    return new InferenceOptions(
        profile, 32, Duration.ofMillis(10), 1, Duration.ofMinutes(10), DEFAULT_LIMITS);
  }

  public InferenceOptions withMaxBatch(int windows) {
    return new InferenceOptions(profile, windows, maxWait, threadsPerModel, ahead, limits);
  }

  public InferenceOptions withMaxWait(Duration wait) {
    return new InferenceOptions(profile, maxBatch, wait, threadsPerModel, ahead, limits);
  }

  public InferenceOptions withThreadsPerModel(int threads) {
    return new InferenceOptions(profile, maxBatch, maxWait, threads, ahead, limits);
  }

  public InferenceOptions withAhead(Duration duration) {
    return new InferenceOptions(profile, maxBatch, maxWait, threadsPerModel, duration, limits);
  }

  public InferenceOptions withLimits(CallLimits callLimits) {
    return new InferenceOptions(profile, maxBatch, maxWait, threadsPerModel, ahead, callLimits);
  }

  private static void require(boolean holds, String option, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "The inference option %s is %s; it must be %s.".formatted(option, value, allowed));
    }
  }
}
