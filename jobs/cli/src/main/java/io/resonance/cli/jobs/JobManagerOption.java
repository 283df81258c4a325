package io.resonance.cli.jobs;

import io.resonance.cli.local.Distribution;
import io.resonance.schema.kafka.StartRefusedException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import picocli.CommandLine.Option;

/** The options that say where a Flink cluster is. */
final class JobManagerOption {

  private static final int STANDARD_PORT = 8081;

  @Option(
      names = "--jobmanager",
      paramLabel = "URL",
      description =
          "REST address of the JobManager, such as http://flink:8081. Default: the cluster of `resonance cluster start`.")
  private URI jobManager;

  @Option(
      names = "--flink-conf",
      paramLabel = "FOLDER",
      description =
          "Folder with the config.yaml of the cluster, where it needs settings such as the key stores of a REST with TLS.")
  private Path conf;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "A setting of Flink for the job or the way to the cluster.")
  private Map<String, String> more = new TreeMap<>();

  /** Settings that lead to the cluster; what the command line says goes first. */
  Configuration settings() {
    Configuration settings = base();
    if (jobManager != null) {
      address(settings);
    }
    more.forEach(settings::setString);
    return settings;
  }

  private Configuration base() {
    if (conf != null) {
      return load(conf)
          .orElseThrow(
              () ->
                  new StartRefusedException(
                      "--flink-conf is %s, but there is no readable %s in it."
                          .formatted(conf, GlobalConfiguration.FLINK_CONF_FILENAME)));
    }
    if (jobManager != null) {
      return new Configuration();
    }
    return load(Distribution.cluster().resolve("conf"))
        .orElseThrow(
            () ->
                new StartRefusedException(
                    "Which cluster? Start one on this machine with `resonance cluster start`, or name a JobManager with --jobmanager URL."));
  }

  private static Optional<Configuration> load(Path folder) {
    return Files.isReadable(folder.resolve(GlobalConfiguration.FLINK_CONF_FILENAME))
        ? Optional.of(GlobalConfiguration.loadConfiguration(folder.toString()))
        : Optional.empty();
  }

  private void address(Configuration settings) {
    boolean https = "https".equals(jobManager.getScheme());
    if ((!https && !"http".equals(jobManager.getScheme())) || jobManager.getHost() == null) {
      throw new StartRefusedException(
          "--jobmanager is '%s'; write http://host:port or https://host:port."
              .formatted(jobManager));
    }
    settings.set(RestOptions.ADDRESS, jobManager.getHost());
    settings.set(
        RestOptions.PORT, jobManager.getPort() == -1 ? STANDARD_PORT : jobManager.getPort());
    if (https) {
      settings.set(SecurityOptions.SSL_REST_ENABLED, true);
    }
  }
}
