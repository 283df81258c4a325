package io.resonance.benchmark.opcua;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.Stopwatch;
import io.resonance.benchmark.child.TemporaryFolder;
import io.resonance.benchmark.child.Workplace;
import io.resonance.benchmark.milo.Load;
import io.resonance.benchmark.milo.LoadPlan;
import io.resonance.benchmark.milo.LoadServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A client for Node.js on the same server: node-opcua, installed by npm beside the benchmarks the
 * first time. Where that is not possible, its row is left out.
 */
final class NodePeer {

  private static final String VERSION = "2.158.0";
  private static final String PROGRAM = "node-opcua-client.js";
  private static final String VALUES = "values";
  private static final int INSTALL_MINUTES = 3;

  private final Effort effort;
  private final Pinning pinning;
  private final Timing timing;
  private final Optional<Path> node = onPath("node");
  private final Optional<Path> npm = onPath("npm");

  NodePeer(Effort effort, Pinning pinning) {
    this.effort = effort;
    this.pinning = pinning;
    this.timing = Timing.of(effort);
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Whether it can be run; says why not otherwise. */
  boolean isThere() throws InterruptedException {
    if (node.isEmpty() || npm.isEmpty()) {
      return skipped("there is no %s on the PATH".formatted(node.isEmpty() ? "node" : "npm"));
    }
    try {
      Path folder = folder();
      Files.createDirectories(folder);
      if (!Files.isDirectory(folder.resolve("node_modules").resolve("node-opcua-client"))
          && !install(folder)) {
        return skipped("npm could not install node-opcua-client %s".formatted(VERSION));
      }
      try (InputStream program = NodePeer.class.getResourceAsStream(PROGRAM)) {
        Files.copy(program, folder.resolve(PROGRAM), StandardCopyOption.REPLACE_EXISTING);
      }
      return true;
    } catch (IOException unwritable) {
      return skipped(unwritable.toString());
    }
  }

  private boolean skipped(String why) {
    effort.progress().accept("peer-node-opcua: SKIPPED, " + why);
    return false;
  }

  /** Beside the benchmarks' own classes, which is a folder of the build. */
  private static Path folder() throws IOException {
    try {
      Path classes =
          Path.of(NodePeer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolveSibling("node-opcua-" + VERSION);
    } catch (URISyntaxException unlikely) {
      throw new IOException(unlikely);
    }
  }

  private boolean install(Path folder) throws IOException, InterruptedException {
    effort.progress().accept("peer-node-opcua: installing node-opcua-client " + VERSION);
    Process installing =
        new ProcessBuilder(
                npm.orElseThrow().toString(),
                "install",
                "--prefix",
                folder.toString(),
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "node-opcua-client@" + VERSION)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.log").toFile())
            .start();
    if (!installing.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
      installing.destroyForcibly();
      return false;
    }
    return installing.exitValue() == 0;
  }

  /** Values per CPU-second in each run. */
  List<Double> perCpuSecond(String row, LoadPlan plan) throws InterruptedException, IOException {
    Stopwatch stopwatch = new Stopwatch(effort, row);
    List<Double> values = new ArrayList<>();
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Workplace workplace = new Workplace(pinning, folder.path());
      effort.progress().accept(row + ": starting node-opcua");
      try (ChildProcess server = plan.startServer(workplace);
          ChildProcess client =
              workplace.start(
                  "node", Pinning.Place.CLIENT, command(server.fact(LoadServer.URLS), plan))) {
        stopwatch.awaitFirst(client, VALUES);
        TimeUnit.SECONDS.sleep(timing.warmUpSeconds());
        for (int run = 1; run <= effort.runs(); run++) {
          Stopwatch.Window window = stopwatch.window(client, server, timing.windowSeconds());
          stopwatch.report("node-opcua %d/%d".formatted(run, effort.runs()), window, VALUES);
          if (window.client().amount("wrong") > 0) {
            throw new BenchmarkFailedException("node-opcua got values the server did not send.");
          }
          values.add(window.client().perCpuSecond(VALUES));
        }
      }
    }
    return values;
  }

  private List<String> command(String url, LoadPlan plan) throws IOException {
    return List.of(
        node.orElseThrow().toString(),
        folder().resolve(PROGRAM).toString(),
        url,
        Load.NAMESPACE,
        String.valueOf(Load.VARIABLES),
        String.valueOf(plan.queue()),
        String.valueOf(plan.publishingMillis()),
        String.valueOf(plan.valuesPerMessage()));
  }
}
