package io.resonance.benchmark.pipeline;

import io.resonance.benchmark.Benchmark;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.TemporaryFolder;
import io.resonance.benchmark.child.Workplace;
import java.util.ArrayList;
import java.util.List;

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
  public List<String> rows() {
    return List.of(ROW);
  }

  @Override
  public List<BenchmarkRow> run(Effort effort) throws Exception {
    Pinning pinning = Pinning.ofThisMachine();
    effort.progress().accept(pinning.describe());
    List<Double> plants = new ArrayList<>();
    List<Double> listeners = new ArrayList<>();
    for (int run = 1; run <= effort.runs(); run++) {
      try (TemporaryFolder folder = new TemporaryFolder()) {
        PipelineRun measured =
            new PipelineRun(
                effort,
                new Workplace(pinning, folder.path()),
                "run %d/%d".formatted(run, effort.runs()));
        listeners.add(measured.listener());
        plants.add(measured.plant());
      }
    }
    return List.of(BenchmarkRow.of(ROW, "values/cpu-s", plants, listeners));
  }
}
