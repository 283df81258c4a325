package io.resonance.infer.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.TestPackages;
import io.resonance.schema.plant.ModelUse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same late and irregular values of eight equipments, once through one operator that is never
 * taken down, once through two, then four, then one: every window and every correction is the same.
 */
class WindowsRescaleTest {

  private static final int EQUIPMENTS = 8;
  private static final int STEPS = 900;

  @TempDir Path folder;

  @Test
  void windowsOnTheHeapAreTheSameAfterRescaling() throws Exception {
    check(HashMapStateBackend::new);
  }

  @Test
  void windowsInRocksDbAreTheSameAfterRescaling() throws Exception {
    check(EmbeddedRocksDBStateBackend::new);
  }

  private void check(Supplier<StateBackend> backend) throws Exception {
    for (String resampling : List.of("last", "linear", "mean")) {
      ModelUse use = correcting(resampling);
      Map<String, ModelWindow> expected = new HashMap<>();
      Map<String, ModelWindow> actual = new HashMap<>();
      try (WindowSubtasks one = new WindowSubtasks(use, HashMapStateBackend::new, 1);
          WindowSubtasks many = new WindowSubtasks(use, backend, 2)) {
        feed(one, expected, false);
        feed(many, actual, true);
      }
      assertThat(actual).containsExactlyInAnyOrderEntriesOf(expected);
      assertThat(expected.values())
          .anySatisfy(window -> assertThat(window.revision()).isPositive());
      assertThat(expected).hasSizeGreaterThan(EQUIPMENTS * 10);
    }
  }

  private static void feed(WindowSubtasks subtasks, Map<String, ModelWindow> out, boolean rescales)
      throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    long now = 1_700_000_000_000L;
    for (int step = 0; step < STEPS; step++) {
      now += random.nextInt(40);
      long time = now - (random.nextInt(5) == 0 ? random.nextInt(1_500) : 0);
      String equipment = "MILL-" + random.nextInt(EQUIPMENTS);
      subtasks.process(Batches.both(equipment, time, random.nextInt(100), random.nextInt(100)));
      if (step % 7 == 0) {
        collect(subtasks.watermark(now - 100), out);
      }
      if (rescales && step == STEPS / 3) {
        subtasks.rescale(4);
      }
      if (rescales && step == 2 * STEPS / 3) {
        subtasks.rescale(1);
      }
    }
    collect(subtasks.watermark(Long.MAX_VALUE / 2), out);
  }

  /** When a window was completed is the one thing that may differ. */
  private static void collect(List<ModelWindow> windows, Map<String, ModelWindow> out) {
    for (ModelWindow window : windows) {
      var extent = window.extent();
      ModelWindow timeless =
          new ModelWindow(
              window.model(),
              new ModelWindow.Subject(window.equipment(), window.hierarchyScope()),
              new ModelWindow.Extent(
                  extent.start(),
                  extent.end(),
                  extent.qualityRatio(),
                  extent.gaps(),
                  0,
                  extent.revision()),
              window.values(),
              window.verdict(),
              window.inputs());
      String id = window.equipment() + "/" + extent.start() + "/" + extent.revision();
      assertThat(out.put(id, timeless)).as(id).isNull();
    }
  }

  private ModelUse correcting(String resampling) {
    byte[] onnx = TestPackages.meanModel();
    String hash = ModelPackage.sha256(onnx);
    String yaml =
        TestPackages.yaml(hash, 4, resampling)
            .replace("max-gap: 300ms", "max-gap: 300ms\n  allowed-lateness: 1s")
            .replace("min-samples: 2", "min-samples: 0")
            .replace("min-quality-ratio: 0.5", "min-quality-ratio: 0")
            .replace("max-missing: 3", "max-missing: 8");
    Path written = TestPackages.write(folder.resolve(resampling), onnx, yaml);
    List<String> equipment =
        IntStream.range(0, EQUIPMENTS).mapToObj(index -> "MILL-" + index).toList();
    return new ModelUse("mean", written.toString(), hash, equipment);
  }
}
