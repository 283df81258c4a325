package io.resonance.benchmark.pipeline;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.JvmOptions;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.Stopwatch;
import io.resonance.benchmark.child.Workplace;
import io.resonance.benchmark.job.LoadPlantFile;
import io.resonance.benchmark.milo.ListenerClient;
import io.resonance.benchmark.milo.LoadPlan;
import io.resonance.benchmark.milo.LoadServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One measurement of each side, each with a server of its own so that neither inherits anything
 * from the other.
 */
final class PipelineRun {

  private static final List<String> KAFKA_JVM = JvmOptions.heap("512m");

  /**
   * How far the number of committed values may be from that of emitted ones: a checkpoint more or
   * less.
   */
  private static final double TOLERANCE = 0.5;

  private static final Duration CHECKPOINTS = Duration.ofSeconds(5);

  private final LoadPlan load;
  private final int propertiesPerEquipment;
  private final Effort effort;
  private final Stopwatch stopwatch;
  private final Workplace workplace;
  private final String label;

  /** The longest warm-up. */
  private final int warmUpSeconds;

  private final int measuredSeconds;

  /**
   * A run under a load.
   *
   * @param propertiesPerEquipment among how many equipment the variables of the load are divided
   */
  PipelineRun(
      LoadPlan load, int propertiesPerEquipment, Effort effort, Workplace workplace, String label) {
    this.load = load;
    this.propertiesPerEquipment = propertiesPerEquipment;
    this.effort = effort;
    this.stopwatch = new Stopwatch(effort, label);
    this.workplace = workplace;
    this.label = label;
    this.warmUpSeconds =
        switch (effort.length()) {
          case FULL -> 150;
          case QUICK -> 10;
        };
    this.measuredSeconds =
        switch (effort.length()) {
          case FULL -> 20;
          case QUICK -> 10;
        };
  }

  /** Values per CPU-second of the bare listener. */
  double listener() throws InterruptedException {
    try (ChildProcess server = server("listener");
        ChildProcess client =
            workplace.start(
                ListenerClient.NAME,
                Pinning.Place.CLIENT,
                JvmOptions.CLIENT,
                load.clientSettings(workplace, server))) {
      warmUp(client, ListenerClient.VALUES);
      Stopwatch.Window window = stopwatch.window(client, server, measuredSeconds);
      if (window.client().amount(ListenerClient.OVERFLOWS) > 0) {
        throw new BenchmarkFailedException(
            "The server overflowed queues, so that the listener did not get all values.");
      }
      stopwatch.report("bare listener", window, ListenerClient.VALUES);
      return window.client().perCpuSecond(ListenerClient.VALUES);
    }
  }

  /** Values per CPU-second of the plant job, all of them committed in Kafka. */
  double plant() throws InterruptedException, IOException {
    try (ChildProcess server = server("plant");
        ChildProcess kafka =
            workplace.start(
                KafkaBroker.NAME,
                Pinning.Place.KAFKA,
                KAFKA_JVM,
                Map.of(KafkaBroker.FOLDER, workplace.folder().resolve("kafka").toString()))) {
      String bootstrap = kafka.fact(KafkaBroker.BOOTSTRAP);
      Path file =
          LoadPlantFile.write(
              workplace.folder(),
              server.fact(LoadServer.URLS),
              bootstrap,
              CHECKPOINTS,
              propertiesPerEquipment);
      Map<String, String> settings = load.clientSettings(workplace, server);
      settings.put(PlantClient.PLANT_FILE, file.toString());
      try (ChildProcess client =
              workplace.start(
                  PlantClient.NAME, Pinning.Place.CLIENT, JvmOptions.CLIENT_WITH_FLINK, settings);
          CommittedValues committed = new CommittedValues(bootstrap)) {
        warmUp(client, PlantClient.VALUES);
        return plant(client, server, committed);
      }
    }
  }

  private double plant(ChildProcess client, ChildProcess server, CommittedValues committed)
      throws InterruptedException {
    long before = committed.records();
    Stopwatch.Window window = stopwatch.window(client, server, measuredSeconds);
    long records = committed.records() - before;
    stopwatch.report("plant job", window, PlantClient.VALUES);
    if (window.client().amount(PlantClient.VIOLATIONS) > 0) {
      throw new BenchmarkFailedException(
          "The plant job found %,d violations in values that hold every rule."
              .formatted(window.client().amount(PlantClient.VIOLATIONS)));
    }
    double values = window.client().amount(PlantClient.VALUES);
    double seen = records * committed.valuesPerRecord();
    effort
        .progress()
        .accept(
            String.format(
                Locale.ROOT,
                "%s: committed in Kafka meanwhile: %,d records, about %,.0f values",
                label,
                records,
                seen));
    if (!(values > 0) || Math.abs(seen / values - 1) > TOLERANCE) {
      throw new BenchmarkFailedException(
          "The plant job emitted %,.0f values, but about %,.0f were committed in Kafka meanwhile. The last lines of its output:%n%s"
              .formatted(values, seen, client.lastLines()));
    }
    return window.client().perCpuSecond(PlantClient.VALUES);
  }

  private void warmUp(ChildProcess client, String values) throws InterruptedException {
    stopwatch.awaitFirst(client, values);
    stopwatch.awaitCompiled(client, warmUpSeconds);
  }

  private ChildProcess server(String side) throws InterruptedException {
    effort.progress().accept(label + ": starting the server for the " + side);
    return load.startServer(workplace);
  }
}
