package io.resonance.job.mes;

import io.resonance.schema.plant.PlantFile;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A cluster in this JVM that runs the delivery job of a plant, whose TaskManager can be killed. */
final class DeliveryMiniCluster implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 30;

  private final MiniCluster cluster;
  private int taskManager;

  DeliveryMiniCluster() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
    cluster.start();
  }

  void submit(PlantFile plant) throws Exception {
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(1);
    MesDeliveryJob.compose(env, plant);
    var unused = cluster.submitJob(env.getStreamGraph()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void killTaskManager() throws Exception {
    cluster.terminateTaskManager(taskManager++).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    cluster.startTaskManager();
  }

  @Override
  public void close() throws IOException {
    try {
      cluster.close();
    } catch (Exception stuck) {
      throw new IOException("The cluster did not end", stuck);
    }
  }
}
