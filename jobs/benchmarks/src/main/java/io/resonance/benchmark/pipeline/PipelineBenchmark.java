package io.resonance.benchmark.pipeline;

import io.resonance.benchmark.Benchmark;
import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.Pinning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The whole way from an OPC UA server into Kafka, exactly once, against the least one can do with
 * the same server: the plant job and a bare batch listener, in turns.
 */
public final class PipelineBenchmark implements Benchmark {

  private static final String ROW = "pipeline-kafka";

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public String summary() {
    return "OPC UA server -> plant job -> Kafka exactly-once, against a bare Milo batch listener";
  }

  @Override
  public List<BenchmarkRow> run(Effort effort) throws Exception {
    Pinning pinning = Pinning.ofThisMachine();
    effort.progress().accept(pinning.describe());
    List<Double> plants = new ArrayList<>();
    List<Double> listeners = new ArrayList<>();
    for (int run = 1; run <= effort.runs(); run++) {
      Path folder = Files.createTempDirectory("resonance-benchmark-");
      try {
        PipelineRun measured =
            new PipelineRun(effort, pinning, folder, "run %d/%d".formatted(run, effort.runs()));
        listeners.add(measured.listener());
        plants.add(measured.plant());
      } finally {
        delete(folder);
      }
    }
    return List.of(BenchmarkRow.of(ROW, "values/cpu-s", plants, listeners));
  }

  /** Kafka's log alone is gigabytes. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException unreadable) {
      throw new BenchmarkFailedException(
          "The folder %s could not be deleted; delete it by hand.".formatted(folder), unreadable);
    }
  }
}
