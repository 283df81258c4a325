package io.resonance.benchmark.opcua;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.benchmark.child.Heap;
import io.resonance.benchmark.job.LoadSource;
import io.resonance.benchmark.job.LocalJob;
import io.resonance.benchmark.milo.ListenerClient;
import io.resonance.connector.opcua.source.OpcUaSource;
import io.resonance.job.plant.PlantFiles;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.plant.PlantFile;
import java.nio.file.Path;
import java.util.Map;

/**
 * Our side: a job on a cluster in this process that begins with the source and ends in a sink that
 * checks what arrives. Where there are several servers, the variables are divided among them.
 */
final class SourceClient implements ChildPart {

  static final String NAME = "source";

  /** Name of a {@link SourceJob}. */
  static final String JOB = "job";

  static final String PLANT_FILE = "plantFile";

  private final LocalJob job;
  private final long heapBefore;

  SourceClient(Map<String, String> settings) throws Exception {
    Path file = Path.of(settings.get(PLANT_FILE));
    PlantFile plant =
        PlantFiles.load(
            file, new PlantVocabulary(), warning -> System.err.println(warning.render()));
    OpcUaSource source = LoadSource.of(settings, file.resolveSibling("pki"));
    boolean measuresLatency = Boolean.parseBoolean(settings.get(ListenerClient.MEASURES_LATENCY));
    job = new LocalJob();
    heapBefore = Heap.usedBytes();
    job.submit(SourceJob.valueOf(settings.get(JOB)).graph(plant, source, measuresLatency));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(ListenerClient.HEAP_BEFORE, String.valueOf(heapBefore));
  }

  @Override
  public Map<String, Long> totals() throws Exception {
    return job.totals(SourceJob.VALUES);
  }

  @Override
  public void stop() throws Exception {
    job.stop();
  }
}
