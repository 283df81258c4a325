package io.resonance.job.plant;

import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.start.JobSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The plant job on a cluster of its own that can be taken from under it. */
final class KillableJob implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final PlantFile plant;
  private MiniCluster cluster;
  private int taskManager;

  KillableJob(PlantFile plant) throws Exception {
    this.plant = plant;
    start(Optional.empty());
  }

  /** The TaskManager is gone, another comes, and Flink restores the job there. */
  void loseTaskManager() throws Exception {
    cluster.terminateTaskManager(taskManager++).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    cluster.startTaskManager();
  }

  /** Everything is gone; the job is started on a new cluster from the last checkpoint there is. */
  void loseCluster() throws Exception {
    cluster.close();
    start(lastCheckpoint());
  }

  private void start(Optional<Path> checkpoint) throws Exception {
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    settings.set(RestOptions.BIND_PORT, "0");
    checkpoint.ifPresent(
        path -> settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
    taskManager = 0;
    cluster.start();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(1);
    PlantJob.compose(env, plant);
    JobID unused =
        cluster.submitJob(env.getStreamGraph()).get(PATIENCE_SECONDS, TimeUnit.SECONDS).getJobID();
  }

  private Optional<Path> lastCheckpoint() throws IOException {
    Path folder = Path.of(URI.create(JobSettings.checkpointFolder(plant, PlantJob.NAME)));
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.endsWith("_metadata"))
          .max(Comparator.comparingLong(path -> path.toFile().lastModified()))
          .map(Path::getParent);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      cluster.close();
    } catch (Exception e) {
      throw new IOException("The cluster did not end", e);
    }
  }
}
