package io.resonance.cli.cluster;

import io.resonance.schema.kafka.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * The folder a cluster lives in: {@code conf}, {@code log}, {@code state} and {@code run}, where
 * each process has a file of its name with its process id and the time it began. So every command
 * finds the cluster again, and a process id that another program has got meanwhile is not mistaken
 * for a process of the cluster.
 */
final class ClusterFolder {

  private final Path root;

  ClusterFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** The folder itself. */
  Path root() {
    return root;
  }

  Path conf() {
    return root.resolve("conf");
  }

  Path log(ProcessName name) {
    return root.resolve("log").resolve(name + ".log");
  }

  /** What a process prints before its logging begins, and when the JVM itself fails. */
  Path printed(ProcessName name) {
    return root.resolve("log").resolve(name + ".out");
  }

  /** Checkpoints, savepoints and what high availability needs. */
  Path state() {
    return root.resolve("state");
  }

  private Path run() {
    return root.resolve("run");
  }

  /** The settings of the cluster, as its processes read them; empty if none was ever started. */
  Optional<Configuration> settings() {
    return Files.exists(conf().resolve(GlobalConfiguration.FLINK_CONF_FILENAME))
        ? Optional.of(GlobalConfiguration.loadConfiguration(conf().toString()))
        : Optional.empty();
  }

  void makeFolders() throws IOException {
    for (Path folder : List.of(conf(), root.resolve("log"), state(), run())) {
      Files.createDirectories(folder);
    }
  }

  void remember(ProcessName name, ProcessHandle process) throws IOException {
    long began = process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    Files.writeString(run().resolve(name.toString()), process.pid() + " " + began + "\n");
  }

  void forget(ProcessName name) throws IOException {
    Files.deleteIfExists(run().resolve(name.toString()));
  }

  /** The processes of the cluster that were started and not stopped, dead ones included. */
  List<ClusterProcess> processes() throws IOException {
    try (Stream<Path> files = Files.list(run())) {
      return files
          .flatMap(file -> ProcessName.parse(file.getFileName().toString()).stream())
          .sorted()
          .map(this::process)
          .toList();
    } catch (NoSuchFileException neverStarted) {
      return List.of();
    }
  }

  private ClusterProcess process(ProcessName name) {
    Path file = run().resolve(name.toString());
    try {
      String[] words = Files.readString(file).strip().split(" ");
      long began = Long.parseLong(words[1]);
      Optional<ProcessHandle> alive =
          ProcessHandle.of(Long.parseLong(words[0]))
              .filter(ProcessHandle::isAlive)
              .filter(
                  handle ->
                      handle
                          .info()
                          .startInstant()
                          .map(i -> i.toEpochMilli() == began)
                          .orElse(true));
      return new ClusterProcess(name, alive);
    } catch (IOException | RuntimeException unreadable) {
      throw new StartRefusedException(
          "%s should hold a process id and a time, but cannot be read: %s. If no process of the cluster runs any more, delete the file."
              .formatted(file, unreadable.getMessage()),
          unreadable);
    }
  }
}
