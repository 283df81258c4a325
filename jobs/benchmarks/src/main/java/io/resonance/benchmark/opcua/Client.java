package io.resonance.benchmark.opcua;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.JvmOptions;
import io.resonance.benchmark.child.Measurement;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.Workplace;
import io.resonance.benchmark.job.LoadPlantFile;
import io.resonance.benchmark.milo.ListenerClient;
import io.resonance.benchmark.milo.LoadPlan;
import io.resonance.benchmark.milo.LoadServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Who takes the values of a server. */
enum Client {

  /** Milo's managed subscription with a batch listener: the baseline. */
  LISTENER("Milo listener", ListenerClient.VALUES, ListenerClient.OVERFLOWS) {
    @Override
    ChildProcess start(Workplace workplace, Map<String, String> settings, String serverUrls)
        throws InterruptedException {
      return workplace.start(
          ListenerClient.NAME, Pinning.Place.CLIENT, JvmOptions.CLIENT, settings);
    }
  },

  /** The source alone. */
  SOURCE("source", SourceJob.VALUES, SourceJob.GAPS) {
    @Override
    ChildProcess start(Workplace workplace, Map<String, String> settings, String serverUrls)
        throws InterruptedException, IOException {
      return startJob(SourceJob.SOURCE, workplace, settings, serverUrls);
    }
  },

  /** The source and what comes after it up to the keyed operator. */
  PATH("source to normalize", SourceJob.VALUES, SourceJob.GAPS) {
    @Override
    ChildProcess start(Workplace workplace, Map<String, String> settings, String serverUrls)
        throws InterruptedException, IOException {
      return startJob(SourceJob.PATH, workplace, settings, serverUrls);
    }
  };

  /** Ten times as often as in the example plant files: the more, the more each value costs. */
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);

  private final String label;
  private final String values;
  private final String losses;

  Client(String label, String values, String losses) {
    this.label = label;
    this.values = values;
    this.losses = losses;
  }

  /** For people. */
  String label() {
    return label;
  }

  /** The total of its values. */
  String valuesTotal() {
    return values;
  }

  abstract ChildProcess start(Workplace workplace, Map<String, String> settings, String serverUrls)
      throws InterruptedException, IOException;

  /** Starts the client of a server. */
  ChildProcess start(Workplace workplace, LoadPlan plan, ChildProcess server, boolean latency)
      throws InterruptedException, IOException {
    Map<String, String> settings = plan.clientSettings(workplace, server);
    settings.put(ListenerClient.MEASURES_LATENCY, String.valueOf(latency));
    return start(workplace, settings, server.fact(LoadServer.URLS));
  }

  private static ChildProcess startJob(
      SourceJob job, Workplace workplace, Map<String, String> settings, String serverUrls)
      throws InterruptedException, IOException {
    Path plant =
        LoadPlantFile.write(
            workplace.folder(), serverUrls.split(",")[0], "127.0.0.1:1", CHECKPOINTS);
    settings.put(SourceClient.JOB, job.name());
    settings.put(SourceClient.PLANT_FILE, plant.toString());
    return workplace.start(
        SourceClient.NAME, Pinning.Place.CLIENT, JvmOptions.CLIENT_WITH_FLINK, settings);
  }

  /**
   * Refuses a measurement in which values were lost.
   *
   * @throws BenchmarkFailedException if any were
   */
  void requireAll(Measurement measurement) {
    if (measurement.amounts().getOrDefault(losses, 0L) > 0) {
      throw new BenchmarkFailedException(
          "The %s did not get all values (%s: %d); look for other load on this machine."
              .formatted(label, losses, measurement.amount(losses)));
    }
  }
}
