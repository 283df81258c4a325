package io.resonance.benchmark.pipeline;

import io.resonance.benchmark.child.ChildPart;
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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Our side: the plant job on a cluster in this process, wired as {@link PlantJob} wires it. Only
 * the schema registry is left out: the job asks it for ids once, before it starts.
 */
final class PlantClient implements ChildPart {

  static final String NAME = "plant";
  static final String PLANT_FILE = "plantFile";

  private static final int PATIENCE_SECONDS = 60;

  private final MiniCluster cluster;
  private final JobID job;

  PlantClient(Map<String, String> settings) throws Exception {
    PlantFile plant =
        PlantFiles.load(
            Path.of(settings.get(PLANT_FILE)),
            new PlantVocabulary(),
            warning -> System.err.println(warning.render()));
    TopicCreation.ensure(plant.kafka());
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
    cluster.start();
    job = cluster.submitJob(graph(plant)).get(PATIENCE_SECONDS, TimeUnit.SECONDS).getJobID();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (status() != JobStatus.RUNNING && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static Configuration settings() {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(96));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(96));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    configuration.setString(
        "metrics.reporter." + PlantMeter.NAME + ".factory.class",
        PlantMeter.Factory.class.getName());
    return configuration;
  }

  private static StreamGraph graph(PlantFile plant) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.setParallelism(1);
    env.configure(JobSettings.of(plant, env.getConfiguration(), PlantJob.NAME));
    PlantPipeline.wire(
        env,
        plant,
        PlantSources.of(plant),
        new PlantEncodings(plant.kafka(), schemaIds(), Profile.load(plant.profile().id())),
        PlantKafkaSink.of(plant.kafka(), "benchmark"));
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
    JobStatus status = status();
    if (status != JobStatus.RUNNING) {
      throw new IllegalStateException("The plant job is %s instead of RUNNING".formatted(status));
    }
    Map<String, Long> totals = new TreeMap<>(Map.of(PlantMeter.VALUES, 0L));
    // An operator's name may hold spaces, which separate the words of an answer.
    PlantMeter.totals().forEach((name, total) -> totals.put(name.replaceAll("\\s+", "_"), total));
    return totals;
  }

  private JobStatus status() throws Exception {
    return cluster.getJobStatus(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void stop() throws Exception {
    cluster.close();
  }
}
