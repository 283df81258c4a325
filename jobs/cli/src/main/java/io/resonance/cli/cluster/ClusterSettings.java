package io.resonance.cli.cluster;

import io.resonance.testbed.kafka.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * How a cluster on this machine is configured: the production configuration of the distribution,
 * with folders and ports of this cluster, everything bound to 127.0.0.1, and less memory.
 *
 * @param jobManagers more than one are kept apart by a ZooKeeper of their own
 * @param slots of each TaskManager
 * @param taskManagerMemory of the whole process
 * @param webPort of Flink's web page and REST; further JobManagers take the next ports
 */
record ClusterSettings(int jobManagers, int slots, MemorySize taskManagerMemory, int webPort) {

  private static final String LOG4J = "log4j2.properties";

  /** Writes the configuration into the folder and answers it. */
  Configuration write(ClusterFolder folder, Path production) throws IOException {
    Configuration settings = GlobalConfiguration.loadConfiguration(production.toString());
    apply(settings, folder);
    Files.write(
        folder.conf().resolve(GlobalConfiguration.FLINK_CONF_FILENAME),
        ConfigurationUtils.convertConfigToWritableLines(settings, true));
    writeLogging(folder, production);
    return settings;
  }

  private void apply(Configuration settings, ClusterFolder folder) throws IOException {
    settings.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    settings.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    settings.set(JobManagerOptions.PORT, Ports.free());
    settings.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1024));
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(RestOptions.PORT, webPort);
    settings.set(RestOptions.BIND_PORT, webPorts());
    settings.set(TaskManagerOptions.HOST, "127.0.0.1");
    settings.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
    settings.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    settings.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, taskManagerMemory);
    settings.set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, MemorySize.ofMebiBytes(256));
    settings.set(TaskManagerOptions.MANAGED_MEMORY_FRACTION, 0.2f);
    // A process that was killed here is noticed in seconds, not in the 50 of a busy network.
    settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(8));
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(folder, "checkpoints"));
    settings.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, uri(folder, "savepoints"));
    Path temporary = Files.createDirectories(folder.state().resolve("temporary"));
    settings.set(CoreOptions.TMP_DIRS, temporary.toString());
    settings.set(BlobServerOptions.STORAGE_DIRECTORY, temporary.toString());
    if (jobManagers > 1) {
      highAvailability(settings, folder);
    }
  }

  private String webPorts() {
    return jobManagers == 1 ? String.valueOf(webPort) : webPort + "-" + (webPort + jobManagers - 1);
  }

  private void highAvailability(Configuration settings, ClusterFolder folder) throws IOException {
    int port = Ports.free();
    Files.write(
        folder.conf().resolve("zoo.cfg"),
        List.of(
            "dataDir=" + folder.state().resolve("zookeeper"),
            "clientPort=" + port,
            "clientPortAddress=127.0.0.1",
            "admin.enableServer=false",
            "tickTime=1000"));
    settings.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
    settings.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, "127.0.0.1:" + port);
    settings.set(HighAvailabilityOptions.HA_STORAGE_PATH, uri(folder, "high-availability"));
    // the JobManagers share this machine: each takes a port of its own and tells it to ZooKeeper
    settings.set(HighAvailabilityOptions.HA_JOB_MANAGER_PORT_RANGE, "0");
    settings.set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, Duration.ofSeconds(10));
  }

  private static String uri(ClusterFolder folder, String name) {
    URI uri = folder.state().resolve(name).toUri();
    return uri.toString();
  }

  // the processes write files; what the console would repeat goes nowhere
  private static void writeLogging(ClusterFolder folder, Path production) throws IOException {
    List<String> lines =
        Files.readAllLines(production.resolve(LOG4J)).stream()
            .filter(line -> !line.startsWith("rootLogger.appenderRef.console"))
            .toList();
    Files.write(folder.conf().resolve(LOG4J), lines);
  }

  static Path logging(ClusterFolder folder) {
    return folder.conf().resolve(LOG4J);
  }
}
