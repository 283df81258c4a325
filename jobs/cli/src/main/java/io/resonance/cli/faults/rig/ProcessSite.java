package io.resonance.cli.faults.rig;

import io.resonance.cli.Durations;
import io.resonance.cli.cluster.ClusterCommand;
import io.resonance.cli.jobs.JobManagerClient;
import io.resonance.testbed.kafka.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import picocli.CommandLine;

/**
 * Flink as processes of its own, two JobManagers and two TaskManagers, started and killed by the
 * commands a person would use.
 */
final class ProcessSite implements Site {

  private static final int MANAGERS = 2;
  private static final Duration WHOLE_WITHIN = Duration.ofMinutes(3);

  private final Path folder;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private CompletableFuture<Void> revival = CompletableFuture.completedFuture(null);

  ProcessSite(Path folder) {
    this.folder = folder;
    // the processes must not outlive a run that is broken off
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-cluster"));
    String managers = String.valueOf(MANAGERS);
    command(
        "start",
        "--jobmanagers",
        managers,
        "--taskmanagers",
        managers,
        "--web-port",
        String.valueOf(Ports.free()),
        "--timeout",
        WHOLE_WITHIN.toSeconds() + "s");
  }

  private void command(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--folder", folder.toString()));
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    int exitCode =
        new CommandLine(new ClusterCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(Duration.class, Durations::parse)
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  writer.println(failure.getMessage());
                  return CommandLine.ExitCode.SOFTWARE;
                })
            .setOut(writer)
            .setErr(writer)
            .execute(arguments.toArray(String[]::new));
    if (exitCode != CommandLine.ExitCode.OK) {
      throw new CellFailedException("`resonance cluster %s`: %s".formatted(words[0], said));
    }
  }

  @Override
  public Configuration settings() {
    return GlobalConfiguration.loadConfiguration(folder.resolve("conf").toString());
  }

  @Override
  public void killTaskManager(Optional<JobID> job) throws Exception {
    Optional<String> name = Optional.empty();
    if (job.isPresent()) {
      try (JobManagerClient client = new JobManagerClient(settings())) {
        name = client.taskManagerOf(job.get());
      }
    }
    String number = name.map(id -> id.substring(id.lastIndexOf('-') + 1)).orElse("1");
    command("kill", "tm", number);
  }

  @Override
  public void killJobManagers() {
    for (int i = 1; i <= MANAGERS; i++) {
      command("kill", "jm", String.valueOf(i));
    }
  }

  @Override
  public void revive() {
    // one after the other: a start that is under way ends when it sees another process die
    revival = revival.exceptionally(failed -> null).thenRunAsync(() -> command("start"));
  }

  @Override
  public void awaitWhole() throws Exception {
    try {
      revival.get(WHOLE_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new CellFailedException(
          "The processes that were killed did not come back: " + failed.getMessage());
    }
  }

  @Override
  public List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("log"))) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  @Override
  public void close() {
    if (stopped.compareAndSet(false, true)) {
      command("stop");
    }
  }
}
