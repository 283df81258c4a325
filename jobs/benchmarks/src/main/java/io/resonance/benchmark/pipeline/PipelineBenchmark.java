package io.resonance.benchmark.pipeline;

import io.resonance.benchmark.Benchmark;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.TemporaryFolder;
import io.resonance.benchmark.child.Workplace;
import io.resonance.benchmark.milo.Load;
import io.resonance.benchmark.milo.LoadPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole way from an OPC UA server into Kafka, exactly once, against the least one can do with
 * the same server: the plant job and a bare batch listener, in turns.
 */
public final class PipelineBenchmark implements Benchmark {

  private static final List<Row> ROWS =
      List.of(
          new Row("pipeline-kafka", LoadPlan.SATURATED.inMessagesOf(1_000), 10),
          new Row("pipeline-kafka-60k", LoadPlan.SATURATED, Load.PROPERTIES));

  /**
   * A row.
   *
   * @param load of both sides
   * @param propertiesPerEquipment each with {@link Load#QUEUE} values in a message
   */
  private record Row(String name, LoadPlan load, int propertiesPerEquipment) {}

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
    return ROWS.stream().map(Row::name).toList();
  }

  @Override
  public List<BenchmarkRow> run(Effort effort) throws Exception {
    Pinning pinning = Pinning.ofThisMachine();
    effort.progress().accept(pinning.describe());
    List<BenchmarkRow> rows = new ArrayList<>();
    for (Row row : ROWS) {
      if (effort.wants(row.name())) {
        rows.add(measured(row, effort, pinning));
      }
    }
    return rows;
  }

  private static BenchmarkRow measured(Row row, Effort effort, Pinning pinning) throws Exception {
    List<Double> plants = new ArrayList<>();
    List<Double> listeners = new ArrayList<>();
    for (int run = 1; run <= effort.runs(); run++) {
      try (TemporaryFolder folder = new TemporaryFolder()) {
        PipelineRun measured =
            new PipelineRun(
                row.load(),
                row.propertiesPerEquipment(),
                effort,
                new Workplace(pinning, folder.path()),
                "%s %d/%d".formatted(row.name(), run, effort.runs()));
        listeners.add(measured.listener());
        plants.add(measured.plant());
      }
    }
    return BenchmarkRow.of(row.name(), "values/cpu-s", plants, listeners);
  }
}
