package io.resonance.infer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.resonance.infer.model.ModelPackage;
import io.resonance.testbed.training.LabelledWindow;
import io.resonance.testbed.training.MillWindows;
import io.resonance.testbed.training.Scores;
import io.resonance.testbed.training.TrainMillCondition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checked-in demo model, through the engine that runs it in the job. */
class DemoModelTest {

  private static final Path FOLDER = Path.of("../../flink-conf/models/mill-condition");
  private static final int BATCH = 64;

  private LoadedModel model;

  @BeforeEach
  void load() throws Exception {
    String hash = ModelPackage.sha256(Files.readAllBytes(FOLDER.resolve("model.onnx")));
    model = LoadedModel.load(ModelPackage.load(FOLDER, hash), BATCH, 1);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void findsBadCutsOnMillsTheTrainingHasNotSeen() throws Exception {
    Scores scores = new Scores(TrainMillCondition.THRESHOLD);
    for (long mill = 500; mill < 505; mill++) {
      score(MillWindows.record(TrainMillCondition.FIRST_FRESH_SEED + mill, 0.15, 900, 4), scores);
    }

    assertThat(scores.count()).isGreaterThan(10_000);
    assertThat(scores.accuracy()).as("%s", scores).isGreaterThan(0.98);
    assertThat(scores.recall()).as("%s", scores).isGreaterThan(0.99);
    assertThat(scores.areaUnderRoc()).as("%s", scores).isGreaterThan(0.99);
  }

  @Test
  void keepsNativeMemoryFlatOverManyPredictions() throws Exception {
    assumeThat(Path.of("/proc/self/status")).exists();
    List<float[]> windows = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      windows.add(new float[MillWindows.LENGTH * MillWindows.CHANNELS]);
    }
    predict(windows, 2_000);
    long before = residentKilobytes();
    predict(windows, 10_000);

    // 640,000 windows; a leak of one tensor per batch would be 640 MiB
    assertThat(residentKilobytes() - before).isLessThan(64 << 10);
  }

  private void predict(List<float[]> windows, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      model.predict(windows);
    }
  }

  private void score(List<LabelledWindow> windows, Scores scores) throws Exception {
    for (int from = 0; from < windows.size(); from += BATCH) {
      List<LabelledWindow> batch = windows.subList(from, Math.min(windows.size(), from + BATCH));
      float[] outputs = model.predict(batch.stream().map(LabelledWindow::values).toList());
      for (int i = 0; i < batch.size(); i++) {
        scores.add(outputs[i], batch.get(i).isAbnormal());
      }
    }
  }

  private static long residentKilobytes() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
