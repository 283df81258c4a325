package io.resonance.infer.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.TestPackages;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowFunctionTest {

  private static final String MILL = "MILL-01";
  private static final long T = 1_700_000_000_000L;

  @TempDir Path folder;
  private ModelUse use;

  @BeforeEach
  void writePackage() {
    byte[] onnx = TestPackages.meanModel();
    String hash = ModelPackage.sha256(onnx);
    TestPackages.write(folder, onnx, TestPackages.yaml(hash, 8, "last"));
    use = new ModelUse("mean", folder.toString(), hash, List.of(MILL));
  }

  @Test
  void emitsAWindowOnlyWhenTheWatermarkHasPassedItsEnd() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      for (int tick = 0; tick < 8; tick++) {
        harness.process(Batches.both(MILL, T + tick * 100L, tick, 10 * tick));
      }
      harness.watermark(T + 798);
      assertThat(harness.windows()).isEmpty();

      harness.watermark(T + 799);
      ModelWindow window = harness.windows().get(0);
      assertThat(window.values())
          .containsExactly(0, 0, 1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60, 7, 70);
      assertThat(window.verdict()).isEqualTo(new Verdict.Passed());
      assertThat(window.extent().start()).isEqualTo(T * 1_000_000);
      assertThat(window.extent().end()).isEqualTo((T + 800) * 1_000_000);
      assertThat(window.extent().qualityRatio()).isEqualTo(1);
    }
  }

  @Test
  void tellsWhichSamplesAnInputWasMadeOf() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      for (int tick = 0; tick < 8; tick++) {
        harness.process(Batches.both(MILL, T + tick * 100L, tick, tick));
      }
      harness.watermark(T + 799);

      assertThat(harness.windows().get(0).inputs().get(1))
          .isEqualTo(
              new InputSpan(
                  "vibration",
                  new ValueSource("nsu=m;s=vib", Batches.ORIGIN),
                  T,
                  T + 700,
                  T * 1_000_000,
                  (T + 700) * 1_000_000,
                  8));
    }
  }

  @Test
  void keepsTwoTimersHoweverManyValuesCome() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      for (int i = 0; i < 1_000; i++) {
        harness.process(Batches.both(MILL, T + i * 10L, i, i));
      }
      assertThat(harness.timers()).as("of the window and of the handshake").isEqualTo(2);
      harness.watermark(T + 2_000);
      assertThat(harness.timers()).as("of the window").isEqualTo(1);
    }
  }

  @Test
  void ignoresEquipmentNoModelWatches() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      harness.process(Batches.both("LATHE-01", T, 1, 1));

      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void givesLateValuesToTheSideOutput() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      harness.process(Batches.both(MILL, T, 1, 1));
      harness.watermark(T + 5_000);
      harness.process(Batches.speed(MILL, T + 100, 2));

      EquipmentBatch late = harness.unused().get(0);
      assertThat(late.size()).isEqualTo(1);
      assertThat(late.number(0)).isEqualTo(2);
      assertThat(late.key(late.keyIndex(0))).isEqualTo(Batches.SPEED);
    }
  }

  @Test
  void boundsWhatIsKeptWhileTheWatermarkStandsStill() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use, Duration.ofSeconds(10))) {
      for (int second = 0; second < 100; second++) {
        harness.process(Batches.speed(MILL, T + second * 1_000L, second));
      }
      assertThat(harness.unused()).hasSizeBetween(80, 90);
    }
  }

  @Test
  void doesNotAskTheModelWhenAnInputHasTooFewSamples() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      for (int tick = 0; tick < 8; tick++) {
        harness.process(Batches.speed(MILL, T + tick * 100L, tick));
      }
      harness.watermark(T + 799);

      assertRefused(harness, Gate.TOO_FEW_SAMPLES, "vibration has 0 values");
    }
  }

  @Test
  void doesNotAskTheModelAcrossAGapLongerThanItAllows() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      harness.process(Batches.both(MILL, T, 1, 1));
      harness.process(Batches.both(MILL, T + 1, 1, 1));
      harness.watermark(T + 799);

      // held for three ticks of 100 ms, then four are missing and three are allowed
      assertRefused(harness, Gate.GAP_TOO_LONG, "no usable value for 4 ticks");
    }
  }

  @Test
  void doesNotAskTheModelWhenTooManyValuesAreBad() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      for (int tick = 0; tick < 8; tick++) {
        int status = tick % 2 == 0 ? 0 : Batches.BAD;
        harness.process(Batches.one(MILL, Batches.SPEED, T + tick * 100L, tick, status));
        harness.process(Batches.one(MILL, Batches.VIBRATION, T + tick * 100L, tick, 0));
      }
      harness.watermark(T + 799);

      assertRefused(harness, Gate.TOO_MANY_GAPS, "4 gaps");
    }
  }

  @Test
  void doesNotAskTheModelWhenQualityIsUncertain() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      for (int tick = 0; tick < 8; tick++) {
        int status = tick < 1 ? 0 : Batches.UNCERTAIN;
        harness.process(Batches.one(MILL, Batches.SPEED, T + tick * 100L, tick, status));
        harness.process(Batches.one(MILL, Batches.VIBRATION, T + tick * 100L, tick, status));
      }
      harness.watermark(T + 799);

      assertRefused(harness, Gate.QUALITY_TOO_LOW, "0.125 of the window");
    }
  }

  @Test
  void doesNotAskTheModelForValuesInAnotherUnit() throws Exception {
    PropertyKey inHertz = new PropertyKey("spindle-speed", "nsu=m;s=speed", "HTZ", "");
    try (WindowHarness harness = WindowHarness.open(use)) {
      for (int tick = 0; tick < 8; tick++) {
        harness.process(Batches.one(MILL, inHertz, T + tick * 100L, tick, 0));
        harness.process(Batches.vibration(MILL, T + tick * 100L, tick));
      }
      harness.watermark(T + 799);

      assertRefused(harness, Gate.UNIT_MISMATCH, "another unit than RPM");
    }
  }

  @Test
  void holdsNoValueAcrossADeclaredGap() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      harness.process(Batches.both(MILL, T, 1, 1));
      harness.process(gap(GapPhase.LOST, T, T + 400));
      for (int tick = 4; tick < 8; tick++) {
        harness.process(Batches.both(MILL, T + tick * 100L, tick, tick));
      }
      harness.watermark(T + 799);

      assertThat(harness.windows().get(0).extent().gaps()).isEqualTo(2);
    }
  }

  @Test
  void forgetsADeclaredGapThatWasHealed() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      harness.process(Batches.both(MILL, T, 1, 1));
      harness.process(gap(GapPhase.OPEN, T, T));
      harness.process(gap(GapPhase.HEALED, T, T + 400));
      for (int tick = 3; tick < 8; tick++) {
        harness.process(Batches.both(MILL, T + tick * 100L, tick, tick));
      }
      harness.watermark(T + 799);

      assertThat(harness.windows().get(0).extent().gaps()).isZero();
    }
  }

  @Test
  void staysSilentWhileNoValueComesOrIsHeld() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      harness.process(Batches.both(MILL, T, 1, 1));
      harness.process(Batches.both(MILL, T + 3_600_000, 1, 1));
      harness.watermark(T + 7_200_000);

      assertThat(harness.windows()).hasSize(2);
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void issuesAWindowAgainThatABackfillChanges() throws Exception {
    try (WindowHarness harness = WindowHarness.open(with("allowed-lateness: 10s"))) {
      for (int tick = 0; tick < 8; tick++) {
        if (tick != 3 && tick != 4) {
          harness.process(Batches.both(MILL, T + tick * 100L, tick, tick));
        }
      }
      harness.watermark(T + 799);
      ModelWindow first = harness.windows().get(0);
      assertThat(first.revision()).isZero();
      assertThat(first.values()[6]).as("held over the outage").isEqualTo(2);

      harness.process(Batches.both(MILL, T + 300, 3, 3));
      harness.process(Batches.both(MILL, T + 400, 4, 4));
      assertThat(harness.windows()).as("both in one correction, with the next watermark").isEmpty();
      harness.watermark(T + 800);

      ModelWindow corrected = harness.windows().get(0);
      assertThat(corrected.revision()).isEqualTo(1);
      assertThat(corrected.extent().start()).isEqualTo(first.extent().start());
      assertThat(corrected.values())
          .containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
      assertThat(harness.unused()).isEmpty();
    }
  }

  @Test
  void givesValuesThatComeAfterTheAllowedLatenessToTheSideOutput() throws Exception {
    try (WindowHarness harness = WindowHarness.open(with("allowed-lateness: 1s"))) {
      harness.process(Batches.both(MILL, T, 1, 1));
      harness.watermark(T + 799);
      assertThat(harness.windows()).hasSize(1);
      harness.watermark(T + 5_000);
      harness.process(Batches.both(MILL, T + 100, 3, 3));
      harness.watermark(T + 5_001);

      assertThat(harness.unused()).hasSize(1);
      assertThat(harness.windows()).isEmpty();
    }
  }

  @Test
  void issuesAWindowForTheFirstTimeWhereNothingWasKnownOfIt() throws Exception {
    try (WindowHarness harness = WindowHarness.open(with("allowed-lateness: 1h"))) {
      harness.process(Batches.both(MILL, T, 1, 1));
      harness.watermark(T + 60_000);
      harness.windows();
      harness.process(Batches.both(MILL, T + 30_400, 3, 3));
      harness.watermark(T + 60_001);

      assertThat(harness.windows()).isNotEmpty().allMatch(window -> window.revision() == 0);
    }
  }

  @Test
  void issuesAWindowAgainWhenAGapIsDeclaredInIt() throws Exception {
    try (WindowHarness harness = WindowHarness.open(with("allowed-lateness: 10s"))) {
      for (int tick = 0; tick < 8; tick++) {
        if (tick != 2) {
          harness.process(Batches.both(MILL, T + tick * 100L, tick, tick));
        }
      }
      harness.watermark(T + 799);
      assertThat(harness.windows().get(0).extent().gaps()).isZero();
      harness.process(gap(GapPhase.LOST, T + 100, T + 300));
      harness.watermark(T + 800);

      ModelWindow corrected = harness.windows().get(0);
      assertThat(corrected.revision()).isEqualTo(1);
      assertThat(corrected.extent().gaps()).isEqualTo(2);
    }
  }

  @Test
  void takesTheElementsOfAnArrayAsTheyAre() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      for (int tick = 0; tick < 8; tick++) {
        harness.process(Batches.vibration(MILL, T + tick * 100L, tick));
      }
      EquipmentBatchBuilder series = Batches.builder(MILL);
      series
          .row(series.key(Batches.SPEED), 9, (T + 700) * 1_000_000, EquipmentBatch.NO_TIME, 0)
          .array(new double[] {10, 11, 12, 13, 14, 15, 16, 17});
      harness.process(series.build());
      harness.watermark(T + 799);

      ModelWindow window = harness.windows().get(0);
      assertThat(window.values())
          .containsExactly(10, 0, 11, 1, 12, 2, 13, 3, 14, 4, 15, 5, 16, 6, 17, 7);
      assertThat(window.inputs().get(0).samples()).isEqualTo(8);
    }
  }

  @Test
  void tellsTheModelWhichTicksWereFilled() throws Exception {
    byte[] onnx = TestPackages.maskedModel();
    String hash = ModelPackage.sha256(onnx);
    String yaml = TestPackages.yaml(hash, 8, "last").replace("tensor: x", "tensor: x\n  mask: m");
    TestPackages.write(folder, onnx, yaml);
    ModelUse masked = new ModelUse("mean", folder.toString(), hash, List.of(MILL));
    try (WindowHarness harness = WindowHarness.open(masked)) {
      for (int tick = 0; tick < 8; tick++) {
        int status = tick == 5 ? Batches.BAD : 0;
        harness.process(Batches.one(MILL, Batches.SPEED, T + tick * 100L, tick, status));
        harness.process(Batches.vibration(MILL, T + tick * 100L, tick));
      }
      harness.watermark(T + 799);

      float[] values = harness.windows().get(0).values();
      assertThat(values).hasSize(32);
      assertThat(values[10]).as("filled").isEqualTo(4);
      for (int cell = 0; cell < 16; cell++) {
        assertThat(values[16 + cell]).as("mask of %d", cell).isEqualTo(cell == 10 ? 0 : 1);
      }
    }
  }

  @Test
  void doesNotAskTheModelWhenTheDeviceSaysItFailed() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      for (int tick = 0; tick < 8; tick++) {
        harness.process(Batches.both(MILL, T + tick * 100L, tick, tick));
      }
      harness.process(health(T + 300, "FAILURE"));
      harness.process(health(T + 400, "NORMAL"));
      harness.watermark(T + 799);

      assertRefused(harness, Gate.DEVICE_FAILURE, "said FAILURE");
    }
  }

  @Test
  void asksTheModelAgainWhenTheDeviceIsFit() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      harness.process(health(T - 800, "CHECK_FUNCTION"));
      harness.process(health(T - 400, "MAINTENANCE_REQUIRED"));
      for (int tick = 0; tick < 8; tick++) {
        harness.process(Batches.both(MILL, T + tick * 100L, tick, tick));
      }
      harness.watermark(T + 799);

      assertThat(harness.windows().get(0).verdict()).isEqualTo(new Verdict.Passed());
    }
  }

  @Test
  void doesNotAskTheModelWhenAnInputIsStale() throws Exception {
    String yaml = yaml().replace("max-missing: 3", "max-missing: 8\n  max-age: 200ms");
    try (WindowHarness harness = WindowHarness.open(written(yaml))) {
      for (int tick = 0; tick < 8; tick++) {
        harness.process(Batches.vibration(MILL, T + tick * 100L, tick));
        if (tick < 5) {
          harness.process(Batches.speed(MILL, T + tick * 100L, tick));
        }
      }
      harness.watermark(T + 799);

      assertRefused(harness, Gate.STALE, "spindle-speed was last measured 0.400 s before its end");
    }
  }

  @Test
  void doesNotAskTheModelForWhatItHasNotLearnt() throws Exception {
    String yaml =
        yaml()
            .replace("unit: C16}", "unit: C16, low: 0, high: 5}")
            .replace("max-gaps: 2", "max-gaps: 2\n  max-outside-training: 0.2");
    try (WindowHarness harness = WindowHarness.open(written(yaml))) {
      for (int tick = 0; tick < 8; tick++) {
        harness.process(Batches.both(MILL, T + tick * 100L, tick, tick));
      }
      harness.watermark(T + 799);

      assertRefused(harness, Gate.OUTSIDE_TRAINING, "2 of 8 values of vibration lie outside 0.0");
    }
  }

  private String yaml() {
    return TestPackages.yaml(use.sha256(), 8, "last");
  }

  private ModelUse with(String windowKey) {
    return written(yaml().replace("max-gap: 300ms", "max-gap: 300ms\n  " + windowKey));
  }

  private ModelUse written(String yaml) {
    TestPackages.write(folder, TestPackages.meanModel(), yaml);
    return use;
  }

  private static EquipmentBatch health(long millis, String word) {
    PropertyKey key = new PropertyKey("device-health", "nsu=m;s=health", "", "");
    EquipmentBatchBuilder builder = Batches.builder(MILL);
    builder
        .row(builder.key(key), millis, millis * 1_000_000, EquipmentBatch.NO_TIME, 0)
        .enumeration(1, word);
    return builder.build();
  }

  private static void assertRefused(WindowHarness harness, String code, String words) {
    ModelWindow window = harness.windows().get(0);
    assertThat(window.verdict()).isInstanceOf(Verdict.Refused.class);
    Verdict.Refused refused = (Verdict.Refused) window.verdict();
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.reason()).contains(words);
    assertThat(window.values()).isEmpty();
  }

  private static EquipmentBatch gap(GapPhase phase, long from, long to) {
    DataGap.Builder gap =
        DataGap.newBuilder()
            .setGapId("gap-1")
            .setEquipment(MILL)
            .setHierarchyScope("Acme/Shenyang/MILL-01")
            .setSource(new SourceReference(Protocol.OPC_UA, "mill-server", 7L))
            .setProfile("p")
            .setReason(GapReason.QUEUE_OVERFLOW)
            .setPhase(phase)
            .setFromTimestamp(Instant.ofEpochMilli(from))
            .setDetail("The queue of the server was full.");
    if (phase != GapPhase.OPEN) {
      gap.setToTimestamp(Instant.ofEpochMilli(to));
    }
    EquipmentBatchBuilder builder = Batches.builder(MILL);
    return builder.gap(gap.build()).build();
  }
}
