package io.resonance.testbed.kafka;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Apicurio registry as a process of its own, which speaks the Confluent API and keeps its
 * schemas in memory. It needs a JVM of its own because its libraries clash with Flink's and
 * Kafka's.
 */
public final class RegistryProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final Process process;
  private final int port;
  private final Path log;

  /**
   * Starts the process; {@link #awaitReady} tells when it answers.
   *
   * @param installation folder with the unpacked registry
   * @param port port of 127.0.0.1 to listen on; 0 takes a free one
   * @param log file its output goes to
   */
  public RegistryProcess(Path installation, int port, Path log) {
    this.port = port == 0 ? Ports.free() : Ports.require(port, "the schema registry");
    this.log = log;
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      process =
          new ProcessBuilder(command(runner(installation), this.port))
              .directory(log.toAbsolutePath().getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException failed) {
      throw new IllegalStateException(
          "The schema registry in %s could not be started".formatted(installation), failed);
    }
    // A registry must not outlive the JVM that started it, however that ends.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-registry"));
  }

  private static List<String> command(Path runner, int port) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx192m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dquarkus.http.host=127.0.0.1",
        "-Dquarkus.http.port=" + port,
        "-jar",
        runner.toString());
  }

  private static Path runner(Path installation) throws IOException {
    if (!Files.isDirectory(installation)) {
      throw new IOException(
          "There is no schema registry in %s. Build the project with `mvn package` first."
              .formatted(installation));
    }
    try (Stream<Path> files = Files.list(installation)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(
              () -> new IOException("The folder %s holds no *-runner.jar".formatted(installation)));
    }
  }

  /** Base URL of the Confluent API. */
  public String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /** Id of the registry's process. */
  public long pid() {
    return process.pid();
  }

  /**
   * Waits until the registry answers.
   *
   * @throws IllegalStateException if it ends or does not answer in time; the message names its log
   */
  public RegistryProcess awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "The schema registry on port %d %s. Its output is in %s."
                .formatted(
                    port,
                    process.isAlive()
                        ? "did not answer within " + START_TIMEOUT.toSeconds() + " s"
                        : "ended",
                    log));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return this;
  }

  private boolean answers() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url() + "/subjects").toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(5000);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
