package io.resonance.benchmark.pipeline;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.benchmark.job.LoadSource;
import io.resonance.benchmark.job.LocalJob;
import io.resonance.job.plant.PlantEncodings;
import io.resonance.job.plant.PlantFiles;
import io.resonance.job.plant.PlantJob;
import io.resonance.job.plant.PlantPipeline;
import io.resonance.job.plant.PlantSources;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.registry.PlantKafkaSink;
import io.resonance.schema.start.JobSettings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Our side: the plant job on a cluster in this process, wired as {@link PlantJob} wires it. Only
 * the schema registry is left out: the job asks it for ids once, before it starts.
 */
final class PlantClient implements ChildPart {

  static final String NAME = "plant";
  static final String PLANT_FILE = "plantFile";

  /** Rows that left normalize on their way to Kafka. */
  static final String VALUES = "normalize.rowsOut";

  static final String VIOLATIONS = "conform.violations";

  private final LocalJob job;

  PlantClient(Map<String, String> settings) throws Exception {
    PlantFile plant =
        PlantFiles.load(
            Path.of(settings.get(PLANT_FILE)),
            new PlantVocabulary(),
            warning -> System.err.println(warning.render()));
    TopicCreation.ensure(plant.kafka());
    job = new LocalJob();
    Path pki = Path.of(settings.get(PLANT_FILE)).resolveSibling("pki");
    job.submit(graph(plant, PlantSources.of(plant, LoadSource.of(settings, pki))));
  }

  private static StreamGraph graph(PlantFile plant, PlantSources sources) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.setParallelism(1);
    env.configure(JobSettings.of(plant, env.getConfiguration(), PlantJob.NAME));
    PlantEncodings encodings =
        new PlantEncodings(plant.kafka(), schemaIds(), Profile.load(plant.profile().id()));
    PlantPipeline.wire(
        env,
        plant,
        sources,
        encodings,
        PlantKafkaSink.of(plant.kafka(), "benchmark", encodings.ofSink()));
    return env.getStreamGraph();
  }

  private static Map<Topic, Integer> schemaIds() {
    Map<Topic, Integer> ids = new EnumMap<>(Topic.class);
    for (Topic topic : Topic.values()) {
      ids.put(topic, ids.size() + 1);
    }
    return ids;
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public Map<String, Long> totals() throws Exception {
    return job.totals(VALUES);
  }

  @Override
  public void stop() throws Exception {
    job.stop();
  }
}
