package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.JvmOptions;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts a fleet of agents and those that read it. */
final class Sides {
  private Sides() {}

  static ChildProcess fleet(Workplace workplace, int agents, int pace) throws InterruptedException {
    return workplace.start(
        FleetServer.NAME,
        Pinning.Place.SERVER,
        JvmOptions.heap("1g"),
        Map.of(FleetServer.AGENTS, "" + agents, FleetServer.PACE, "" + pace));
  }

  static ChildProcess discarding(Workplace workplace, ChildProcess fleet, Duration interval)
      throws InterruptedException {
    return workplace.start(
        DiscardingClient.NAME,
        Pinning.Place.CLIENT,
        JvmOptions.CLIENT,
        Map.of(
            FleetServer.URLS,
            fleet.fact(FleetServer.URLS),
            SourceClient.INTERVAL_MILLIS,
            "" + interval.toMillis()));
  }

  static ChildProcess source(
      Workplace workplace, ChildProcess fleet, SourceJob job, Duration interval)
      throws InterruptedException, IOException {
    Path folder = Files.createDirectories(workplace.folder().resolve(job.name()));
    Path plant = AgentsPlantFile.write(folder, List.of(fleet.fact(FleetServer.URLS).split(",")));
    return new Workplace(workplace.pinning(), folder)
        .start(
            SourceClient.NAME,
            Pinning.Place.CLIENT,
            JvmOptions.CLIENT_WITH_FLINK,
            Map.of(
                SourceClient.JOB,
                job.name(),
                SourceClient.PLANT_FILE,
                plant.toString(),
                SourceClient.INTERVAL_MILLIS,
                "" + interval.toMillis()));
  }
}
