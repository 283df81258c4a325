package io.resonance.cli.faults.rig;

import io.resonance.cli.local.Distribution;
import io.resonance.cli.local.LocalCluster;
import io.resonance.testbed.kafka.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;

/** Flink in this JVM, for the cells that kill no process. */
final class LocalSite implements Site {

  // both jobs, and the plant job again with twice the parallelism
  private static final int SLOTS = 4;

  private final LocalCluster cluster;

  LocalSite() throws Exception {
    Configuration settings = new Configuration();
    settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    settings.set(WebOptions.REFRESH_INTERVAL, Duration.ofMillis(100));
    cluster = new LocalCluster(settings, SLOTS, Ports.free());
  }

  @Override
  public Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(RestOptions.ADDRESS, cluster.webPage().getHost());
    settings.set(RestOptions.PORT, cluster.webPage().getPort());
    return settings;
  }

  @Override
  public void killTaskManager(Optional<JobID> job) throws Exception {
    cluster.replaceTaskManager();
  }

  @Override
  public void killJobManagers() {
    throw new UnsupportedOperationException("Flink in this JVM has no JobManager of its own");
  }

  @Override
  public void revive() {
    // a TaskManager that was ended was replaced at once
  }

  @Override
  public void awaitWhole() {
    // see revive
  }

  @Override
  public List<Path> logs() {
    return List.of(Distribution.log());
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
