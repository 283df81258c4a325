package io.resonance.benchmark.pipeline;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.Measurement;
import io.resonance.benchmark.child.Pinning;
import io.resonance.testbed.kafka.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One measurement of each side, each with a server of its own so that neither inherits anything
 * from the other.
 */
final class PipelineRun {

  /** Options of both clients' JVMs: the comparison is of code, not of heaps. */
  private static final List<String> CLIENT_JVM =
      List.of("-Xms1500m", "-Xmx1500m", "-XX:+UseSerialGC");

  private static final List<String> SERVER_JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");
  private static final List<String> KAFKA_JVM = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");

  /**
   * Packages Flink reaches into; the list of its own start scripts, as far as this job needs it.
   */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.net",
          "java.io",
          "java.nio",
          "java.time",
          "java.util",
          "java.util.concurrent");

  /**
   * How far the number of committed values may be from that of emitted ones: a checkpoint more or
   * less.
   */
  private static final double TOLERANCE = 0.5;

  private static final int FIRST_VALUE_SECONDS = 90;
  private static final int WARM_UP_STEP_SECONDS = 10;

  /** Share of the time that a warm JVM may still compile. */
  private static final double WARM = 0.1;

  private final Effort effort;
  private final Pinning pinning;
  private final Path folder;
  private final String label;

  /** The longest warm-up. */
  private final int warmUpSeconds;

  private final int measuredSeconds;

  PipelineRun(Effort effort, Pinning pinning, Path folder, String label) {
    this.effort = effort;
    this.pinning = pinning;
    this.folder = folder;
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
            start(
                ListenerClient.NAME,
                Pinning.Place.CLIENT,
                CLIENT_JVM,
                Map.of(SaturatingServer.URL, server.fact(SaturatingServer.URL)))) {
      warmUp(client, ListenerClient.VALUES);
      Window window = window(client, server);
      if (window.client().amount(ListenerClient.OVERFLOWS) > 0) {
        throw new BenchmarkFailedException(
            "The server overflowed queues, so that the listener did not get all values.");
      }
      report("bare listener", window, ListenerClient.VALUES);
      return window.client().perCpuSecond(ListenerClient.VALUES);
    }
  }

  /** Values per CPU-second of the plant job, all of them committed in Kafka. */
  double plant() throws InterruptedException, IOException {
    try (ChildProcess server = server("plant");
        ChildProcess kafka =
            start(
                KafkaBroker.NAME,
                Pinning.Place.KAFKA,
                KAFKA_JVM,
                Map.of(KafkaBroker.FOLDER, folder.resolve("kafka").toString()))) {
      String bootstrap = kafka.fact(KafkaBroker.BOOTSTRAP);
      Path file = BenchmarkPlantFile.write(folder, server.fact(SaturatingServer.URL), bootstrap);
      try (ChildProcess client =
              start(
                  PlantClient.NAME,
                  Pinning.Place.CLIENT,
                  plantJvm(),
                  Map.of(PlantClient.PLANT_FILE, file.toString()));
          CommittedValues committed = new CommittedValues(bootstrap)) {
        warmUp(client, PlantMeter.VALUES);
        return plant(client, server, committed);
      }
    }
  }

  private double plant(ChildProcess client, ChildProcess server, CommittedValues committed)
      throws InterruptedException {
    long before = committed.records();
    Window window = window(client, server);
    long records = committed.records() - before;
    report("plant job", window, PlantMeter.VALUES);
    double values = window.client().amount(PlantMeter.VALUES);
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
    return window.client().perCpuSecond(PlantMeter.VALUES);
  }

  /** Lets the client work for a while from its first value on. */
  private void warmUp(ChildProcess client, String values) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FIRST_VALUE_SECONDS);
    while (client.totals().getOrDefault(values, 0L) == 0) {
      if (System.nanoTime() > deadline) {
        throw new BenchmarkFailedException(
            "No value arrived within %d s. The last lines of the client's output:%n%s"
                .formatted(FIRST_VALUE_SECONDS, client.lastLines()));
      }
      TimeUnit.SECONDS.sleep(1);
    }
    awaitWarm(client);
  }

  /**
   * A JVM on one core compiles beside its work, which would count as the work's cost: waits until
   * it has compiled what it needs.
   */
  private void awaitWarm(ChildProcess client) throws InterruptedException {
    double compiling = 1;
    for (int waited = 0;
        compiling > WARM && waited < warmUpSeconds;
        waited += WARM_UP_STEP_SECONDS) {
      Map<String, Long> before = client.totals();
      TimeUnit.SECONDS.sleep(WARM_UP_STEP_SECONDS);
      compiling = Measurement.between(before, client.totals()).compiling();
    }
    if (compiling > WARM) {
      effort
          .progress()
          .accept(
              String.format(
                  Locale.ROOT,
                  "%s: still compiling for %.0f %% of the time after %d s; the figure will be too low",
                  label,
                  compiling * 100,
                  warmUpSeconds));
    }
  }

  /** What both ends did in the same time. */
  private record Window(Measurement client, Measurement server) {}

  private Window window(ChildProcess client, ChildProcess server) throws InterruptedException {
    Map<String, Long> serverBefore = server.totals();
    Map<String, Long> clientBefore = client.totals();
    TimeUnit.SECONDS.sleep(measuredSeconds);
    Measurement atClient = Measurement.between(clientBefore, client.totals());
    return new Window(atClient, Measurement.between(serverBefore, server.totals()));
  }

  private void report(String what, Window window, String values) {
    effort
        .progress()
        .accept(
            String.format(
                Locale.ROOT,
                "%s: %s: %,.0f values per CPU-second (%,.0f values/s on %.2f cores; the server used %.2f cores)",
                label,
                what,
                window.client().perCpuSecond(values),
                window.client().perSecond(values),
                window.client().cores(),
                window.server().cores()));
  }

  private ChildProcess server(String side) throws InterruptedException {
    effort.progress().accept(label + ": starting the server for the " + side);
    return start(
        SaturatingServer.NAME,
        Pinning.Place.SERVER,
        SERVER_JVM,
        Map.of(SaturatingServer.PORT, String.valueOf(Ports.free())));
  }

  private ChildProcess start(
      String part, Pinning.Place place, List<String> jvm, Map<String, String> settings)
      throws InterruptedException {
    return ChildProcess.start(
        new ChildProcess.Plan(part, pinning, place, jvm, folder.resolve(part + ".log")), settings);
  }

  private static List<String> plantJvm() {
    List<String> options = new ArrayList<>(CLIENT_JVM);
    OPENED.forEach(name -> options.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    return options;
  }
}
