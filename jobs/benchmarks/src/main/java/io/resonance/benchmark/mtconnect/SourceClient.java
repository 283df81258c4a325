package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.benchmark.job.LocalJob;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectSource;
import io.resonance.connector.mtconnect.source.MtConnectSourceBuilder;
import io.resonance.job.plant.PlantFiles;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.plant.PlantFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Our side: a job on a cluster in this process that begins with the source. */
final class SourceClient implements ChildPart {
  static final String NAME = "mtconnect-source";

  /** Name of a {@link SourceJob}. */
  static final String JOB = "job";

  static final String PLANT_FILE = "plantFile";
  static final String INTERVAL_MILLIS = "intervalMillis";

  private static final int OBSERVATIONS_PER_DOCUMENT = 5_000;

  private final LocalJob job;
  private final Threads threads;

  SourceClient(Map<String, String> settings) throws Exception {
    PlantFile plant =
        PlantFiles.load(
            Path.of(settings.get(PLANT_FILE)),
            new PlantVocabulary(),
            warning -> System.err.println(warning.render()));
    MtConnectSourceBuilder source = MtConnectSource.builder();
    plant
        .mtconnect()
        .agents()
        .forEach(
            agent ->
                source.agent(
                    MtConnectAgent.of(agent.id(), URI.create(agent.url()))
                        .withStream(
                            Duration.ofMillis(Long.parseLong(settings.get(INTERVAL_MILLIS))),
                            OBSERVATIONS_PER_DOCUMENT)));
    job = new LocalJob();
    threads = new Threads();
    job.submit(SourceJob.valueOf(settings.get(JOB)).graph(plant, source.build()));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public Map<String, Long> totals() throws Exception {
    Map<String, Long> totals = new HashMap<>(job.totals(SourceJob.OBSERVATIONS));
    totals.put(Threads.STARTED, threads.started());
    return totals;
  }

  @Override
  public void stop() throws Exception {
    job.stop();
  }
}
