package io.resonance.cli.cluster;

import io.resonance.cli.cluster.ProcessName.Kind;
import io.resonance.cli.jobs.JobManagerClient;
import io.resonance.cli.local.Distribution;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.testbed.kafka.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.messages.webmonitor.ClusterOverview;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the processes of a cluster, or those of them that have died. */
@Command(
    name = "start",
    description = {
      "Starts the cluster and waits until its TaskManagers have registered.",
      "If it runs already, starts what has died since, with the settings it was started with."
    },
    mixinStandardHelpOptions = true)
final class ClusterStartCommand implements Callable<Integer> {

  private static final int MAX_PROCESSES = 100;
  private static final int PAUSE_MILLIS = 250;
  private static final MemorySize LEAST_MEMORY = MemorySize.ofMebiBytes(1536);

  @Spec private CommandSpec spec;
  @Mixin private ClusterFolderOption folderOption;

  @Option(
      names = "--jobmanagers",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "JobManagers. With 2 or more one leads and another takes over when it dies; a ZooKeeper is started for them. Default: ${DEFAULT-VALUE}.")
  private int jobManagers;

  @Option(
      names = "--taskmanagers",
      paramLabel = "N",
      defaultValue = "2",
      description = "TaskManagers. Default: ${DEFAULT-VALUE}.")
  private int taskManagers;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "2",
      description = "Slots of each TaskManager. Default: ${DEFAULT-VALUE}.")
  private int slots;

  @Option(
      names = "--taskmanager-memory",
      paramLabel = "SIZE",
      defaultValue = "2g",
      description = "Memory of each TaskManager's process. Default: ${DEFAULT-VALUE}.")
  private String taskManagerMemory;

  @Option(
      names = "--web-port",
      paramLabel = "PORT",
      defaultValue = "8083",
      description = "Port of Flink's web page and REST on 127.0.0.1. Default: ${DEFAULT-VALUE}.")
  private int webPort;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How long to wait for the processes. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  @Override
  public Integer call() throws Exception {
    require("--jobmanagers", jobManagers);
    require("--taskmanagers", taskManagers);
    require("--slots", slots);
    ClusterFolder folder = folderOption.open();
    List<ClusterProcess> before = folder.processes();
    boolean runs = before.stream().anyMatch(ClusterProcess::alive);
    Configuration settings = runs ? folder.settings().orElseThrow() : configure(folder);
    List<ProcessName> wanted =
        runs ? before.stream().map(ClusterProcess::name).toList() : wanted(settings);
    if (!runs) {
      for (ClusterProcess dead : before) {
        folder.forget(dead.name());
      }
    }
    startMissing(folder, settings, wanted, before);
    awaitRegistered(folder, settings, wanted);
    return 0;
  }

  private static void require(String option, int count) {
    if (count < 1 || count > MAX_PROCESSES) {
      throw new StartRefusedException(
          "%s is %d; it must be from 1 to %d.".formatted(option, count, MAX_PROCESSES));
    }
  }

  private Configuration configure(ClusterFolder folder) throws IOException {
    for (int i = 0; i < jobManagers; i++) {
      Ports.require(webPort + i, "Flink's web page");
    }
    ClusterSettings settings = new ClusterSettings(jobManagers, slots, memory(), webPort);
    folder.makeFolders();
    return settings.write(folder, Distribution.conf());
  }

  // below this Flink would refuse its own memory settings, in words of its own
  private MemorySize memory() {
    try {
      MemorySize size = MemorySize.parse(taskManagerMemory);
      if (size.compareTo(LEAST_MEMORY) < 0) {
        throw new StartRefusedException(
            "--taskmanager-memory %s is too little for the job; it must be at least %s."
                .formatted(taskManagerMemory, LEAST_MEMORY.toHumanReadableString()));
      }
      return size;
    } catch (IllegalArgumentException unreadable) {
      throw new StartRefusedException(
          "--taskmanager-memory is '%s'; write a number with its unit, such as 2g or 1800m."
              .formatted(taskManagerMemory),
          unreadable);
    }
  }

  private List<ProcessName> wanted(Configuration settings) {
    List<ProcessName> wanted = new ArrayList<>();
    if (settings.getOptional(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM).isPresent()) {
      wanted.add(new ProcessName(Kind.ZOOKEEPER, 1));
    }
    for (int i = 1; i <= jobManagers; i++) {
      wanted.add(new ProcessName(Kind.JOBMANAGER, i));
    }
    for (int i = 1; i <= taskManagers; i++) {
      wanted.add(new ProcessName(Kind.TASKMANAGER, i));
    }
    return wanted;
  }

  private void startMissing(
      ClusterFolder folder,
      Configuration settings,
      List<ProcessName> wanted,
      List<ClusterProcess> before)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Set<ProcessName> alive =
        before.stream()
            .filter(ClusterProcess::alive)
            .map(ClusterProcess::name)
            .collect(Collectors.toSet());
    ProcessStarter starter = new ProcessStarter(folder, settings);
    for (ProcessName name : wanted) {
      if (alive.contains(name)) {
        out.printf("%-15s runs already%n", name);
      } else {
        starter.start(name);
        out.printf("%-15s started, log %s%n", name, folder.log(name));
      }
      out.flush();
    }
  }

  private void awaitRegistered(
      ClusterFolder folder, Configuration settings, List<ProcessName> wanted)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    long expected = wanted.stream().filter(name -> name.kind() == Kind.TASKMANAGER).count();
    long deadline = System.nanoTime() + timeout.toNanos();
    long registered = -1;
    while (registered < expected) {
      requireAlive(folder);
      if (System.nanoTime() > deadline) {
        throw new StartRefusedException(
            "%d of %d TaskManagers have registered after %d s. The logs are in %s; `resonance cluster stop` ends what runs."
                .formatted(
                    Math.max(0, registered),
                    expected,
                    timeout.toSeconds(),
                    folder.root().resolve("log")));
      }
      Optional<ClusterOverview> overview = overview(settings);
      long now = overview.map(ClusterOverview::getNumTaskManagersConnected).orElse(0);
      if (now > registered && overview.isPresent()) {
        out.printf("%d of %d TaskManagers have registered%n", now, expected);
        out.flush();
        registered = now;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    try (JobManagerClient client = new JobManagerClient(settings)) {
      out.printf("the cluster runs; Flink's web page is %s%n", client.webPage());
      out.println("next: resonance submit --plant FILE");
    }
  }

  // a client of its own each time: with several JobManagers the leader may have changed
  private static Optional<ClusterOverview> overview(Configuration settings)
      throws InterruptedException {
    Configuration impatient = new Configuration(settings);
    impatient.set(org.apache.flink.configuration.RestOptions.RETRY_MAX_ATTEMPTS, 0);
    try (JobManagerClient client = new JobManagerClient(impatient)) {
      return client.overview(Duration.ofSeconds(5));
    }
  }

  private static void requireAlive(ClusterFolder folder) throws IOException {
    for (ClusterProcess process : folder.processes()) {
      if (!process.alive()) {
        throw new StartRefusedException(
            "%s has ended by itself; the reason is at the end of %s or %s. `resonance cluster stop` ends the others."
                .formatted(
                    process.name(), folder.log(process.name()), folder.printed(process.name())));
      }
    }
  }
}
