package io.resonance.infer.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.ModelSpec;
import io.resonance.infer.model.TestPackages;
import io.resonance.infer.model.WindowSpec;
import io.resonance.schema.plant.ModelUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Irregular streams of two inputs, out of order and late, some of it bad, with a restore in the
 * middle: every window must be what the reference computes from all samples received until the
 * watermark closed it, and, as long as it may be corrected, from all that came later.
 */
class WindowsEqualReferenceTest {

  private static final String EQUIPMENT = "MILL-01";
  private static final int STEPS = 150;

  private final Map<Long, ModelWindow> issued = new HashMap<>();
  private final Set<Long> mustClose = new HashSet<>();
  private long watermark = Long.MIN_VALUE;

  @Property(tries = 60)
  void lastValueOfEachTick(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int stride)
      throws Exception {
    check(seed, stride, "last", "0s");
  }

  @Property(tries = 60)
  void linearBetweenValues(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int stride)
      throws Exception {
    check(seed, stride, "linear", "0s");
  }

  @Property(tries = 60)
  void meanWeightedByTime(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int stride)
      throws Exception {
    check(seed, stride, "mean", "0s");
  }

  @Property(tries = 60)
  void correctsTheLastValueOfEachTick(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int stride,
      @ForAll @IntRange(min = 1, max = 3_000) int lateness)
      throws Exception {
    check(seed, stride, "last", lateness + "ms");
  }

  @Property(tries = 60)
  void correctsLinesBetweenValues(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int stride,
      @ForAll @IntRange(min = 1, max = 3_000) int lateness)
      throws Exception {
    check(seed, stride, "linear", lateness + "ms");
  }

  @Property(tries = 60)
  void correctsMeans(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int stride,
      @ForAll @IntRange(min = 1, max = 3_000) int lateness)
      throws Exception {
    check(seed, stride, "mean", lateness + "ms");
  }

  private void check(long seed, int stride, String resampling, String lateness) throws Exception {
    // jqwik runs all tries of a property in one instance
    issued.clear();
    mustClose.clear();
    watermark = Long.MIN_VALUE;
    Path folder = Files.createTempDirectory("reference");
    ModelUse use = openGates(folder, stride, resampling, lateness);
    ModelSpec spec = ModelPackage.load(folder, use.sha256()).spec();
    ReferenceWindows reference = new ReferenceWindows(spec.window(), 2);
    SplittableRandom random = new SplittableRandom(seed);
    WindowHarness harness = WindowHarness.open(use);
    try {
      long now = 1_700_000_000_000L;
      for (int step = 0; step < STEPS; step++) {
        now += random.nextInt(100) < 4 ? 2_000 : random.nextInt(160);
        sample(spec.window(), random, now, harness, reference);
        if (random.nextInt(3) == 0) {
          advance(now - random.nextInt(600), spec.window(), harness, reference);
        }
        if (step == STEPS / 2) {
          var state = harness.snapshot();
          harness.close();
          harness = WindowHarness.restore(use, state);
        }
      }
      advance(Long.MAX_VALUE / 2, spec.window(), harness, reference);
      assertThat(issued.keySet()).containsAll(mustClose);
      assertThat(harness.timers()).isZero();
    } finally {
      harness.close();
      Files.delete(folder.resolve("model.onnx"));
      Files.delete(folder.resolve("model.yaml"));
      Files.delete(folder);
    }
  }

  private void sample(
      WindowSpec spec,
      SplittableRandom random,
      long now,
      WindowHarness harness,
      ReferenceWindows reference)
      throws Exception {
    long time = now - (random.nextInt(5) == 0 ? random.nextInt(2_500) : 0);
    int input = random.nextInt(2);
    float value = random.nextInt(1000) / 8f;
    int kind = random.nextInt(20);
    byte state = kind == 0 ? CellState.BAD : kind < 3 ? CellState.UNCERTAIN : CellState.GOOD;
    int status = kind == 0 ? Batches.BAD : kind < 3 ? Batches.UNCERTAIN : 0;
    harness.process(
        Batches.one(
            EQUIPMENT, input == 0 ? Batches.SPEED : Batches.VIBRATION, time, value, status));
    reference.add(new ReferenceWindows.Received(input, time * 1_000_000, value, state));
    long tick = spec.tickOf(time * 1_000_000);
    long first = Math.max(spec.firstWindowOf(tick), firstCorrectable(spec));
    for (long w = first; w <= spec.lastWindowOf(tick); w++) {
      mustClose.add(w);
    }
  }

  /** The first window that may still change at the present watermark. */
  private long firstCorrectable(WindowSpec spec) {
    return watermark == Long.MIN_VALUE
        ? Long.MIN_VALUE
        : spec.firstWindowOf(spec.tickOf((watermark + 1) * 1_000_000 - spec.latenessNanos()));
  }

  private void advance(long to, WindowSpec spec, WindowHarness harness, ReferenceWindows reference)
      throws Exception {
    if (to <= watermark) {
      return;
    }
    long correctable = firstCorrectable(spec);
    watermark = to;
    harness.watermark(to);
    for (ModelWindow emitted : harness.windows()) {
      long window = emitted.extent().start() / (spec.stride() * spec.periodNanos());
      assertThat(spec.closesAt(window)).isLessThanOrEqualTo(to);
      ModelWindow before = issued.put(window, emitted);
      assertThat(emitted.revision()).isEqualTo(before == null ? 0 : before.revision() + 1);
      assertThat(before == null || spec.latenessNanos() > 0).as("window %d", window).isTrue();
      assertEqual(window, emitted, reference);
    }
    for (Map.Entry<Long, ModelWindow> known : issued.entrySet()) {
      if (known.getKey() >= correctable && spec.latenessNanos() > 0) {
        assertEqual(known.getKey(), known.getValue(), reference);
      }
    }
  }

  private static void assertEqual(long window, ModelWindow emitted, ReferenceWindows reference) {
    var expected = reference.window(window);
    assertThat(emitted.values()).as("window %d", window).containsExactly(expected.values);
    assertThat(emitted.extent().gaps()).isEqualTo(expected.gaps);
    assertThat(emitted.extent().qualityRatio()).isEqualTo(expected.good / 16.0);
    assertThat(emitted.samples()).as("window %d", window).isEqualTo(expected.samples);
  }

  private static ModelUse openGates(Path folder, int stride, String resampling, String lateness)
      throws IOException {
    byte[] onnx = TestPackages.meanModel();
    String hash = ModelPackage.sha256(onnx);
    String yaml =
        TestPackages.yaml(hash, stride, resampling)
            .replace("max-gap: 300ms", "max-gap: 300ms\n  allowed-lateness: " + lateness)
            .replace("min-samples: 2", "min-samples: 0")
            .replace("min-quality-ratio: 0.5", "min-quality-ratio: 0")
            .replace("max-missing: 3", "max-missing: 8")
            .replace("max-gaps: 2", "max-gaps: 1000");
    TestPackages.write(folder, onnx, yaml);
    return new ModelUse("mean", folder.toString(), hash, new ArrayList<>(List.of(EQUIPMENT)));
  }
}
