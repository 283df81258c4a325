package io.resonance.testbed.flink;

import io.resonance.testbed.kafka.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;

/**
 * A session cluster of separate JobManager and TaskManager processes, with the class path of
 * Flink's own distribution: its jars and slf4j 1.7, nothing of ours. What a job needs beyond that,
 * its jar must bring. Needs the system properties {@code flink.opens} and {@code flink.slf4j},
 * which a module sets for its integration tests.
 */
public final class FlinkProcesses implements AutoCloseable {

  private static final List<String> DISTRIBUTION =
      List.of(
          "flink-annotations",
          "flink-clients",
          "flink-connector-datagen",
          "flink-connector-base",
          "flink-core",
          "flink-datastream",
          "flink-file-sink-common",
          "flink-hadoop-fs",
          "flink-metrics-core",
          "flink-queryable-state-client-java",
          "flink-rpc",
          "flink-runtime",
          "flink-shaded",
          "flink-streaming-java",
          "flink-table-common",
          "kryo",
          "minlog",
          "objenesis",
          "reflectasm",
          "chill",
          "commons-",
          "snakeyaml-engine",
          "javassist",
          "lz4-java",
          "snappy-java",
          "zstd-jni",
          "aircompressor",
          "jsr305",
          "log4j-api",
          "log4j-core",
          "async-profiler",
          "icu4j");

  private final Path folder;
  private final int restPort = Ports.free();
  private final int rpcPort = Ports.free();
  private final List<Process> processes = new ArrayList<>();
  private int taskManagers;

  /** Nothing runs yet. */
  public FlinkProcesses(Path folder) throws IOException {
    this.folder = folder;
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("config.yaml"),
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        jobmanager.bind-host: 127.0.0.1
        jobmanager.memory.process.size: 1g
        rest.address: 127.0.0.1
        rest.port: %d
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 1
        taskmanager.memory.process.size: 1600m
        taskmanager.memory.task.off-heap.size: 256m
        heartbeat.interval: 1s
        heartbeat.timeout: 5s
        restart-strategy.type: fixed-delay
        restart-strategy.fixed-delay.attempts: 100
        restart-strategy.fixed-delay.delay: 500ms
        """
            .formatted(rpcPort, restPort));
    Files.writeString(
        conf.resolve("log4j2.xml"),
        """
        <Configuration status="ERROR"><Appenders><Console name="c"><PatternLayout pattern="%d %-5p %c{1.} %m%n"/></Console></Appenders>
        <Loggers><Logger name="io.resonance" level="INFO"/><Root level="WARN"><AppenderRef ref="c"/></Root></Loggers></Configuration>
        """);
  }

  /** Starts the JobManager. */
  public void startJobManager() throws IOException {
    start(
        "jobmanager",
        List.of("-Xmx512m"),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        List.of());
  }

  /** Starts one more TaskManager with one slot. */
  public Process startTaskManager() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse("1600m"));
    configuration.set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, MemorySize.parse("256m"));
    var spec = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    List<String> dynamic =
        Arrays.asList(
            TaskExecutorProcessUtils.generateDynamicConfigsStr(spec)
                .replace("'", "")
                .strip()
                .split("\\s+"));
    return start(
        "taskmanager-" + ++taskManagers,
        List.of("-Xmx600m"),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        dynamic);
  }

  /** Runs {@code flink run -d} and answers what it printed. */
  public String submit(Path jar, String... arguments) throws IOException, InterruptedException {
    List<String> run = new ArrayList<>(List.of("run", "-d", jar.toString()));
    run.addAll(List.of(arguments));
    Process client =
        start("client", List.of("-Xmx512m"), "org.apache.flink.client.cli.CliFrontend", run);
    if (!client.waitFor(3, TimeUnit.MINUTES) || client.exitValue() != 0) {
      throw new AssertionError("flink run failed: " + log("client"));
    }
    return log("client");
  }

  /** What a process has printed. */
  public String log(String process) throws IOException {
    return Files.readString(folder.resolve(process + ".log"));
  }

  /** What all TaskManagers have printed. */
  public String logOfTaskManagers() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = 1; i <= taskManagers; i++) {
      all.append(log("taskmanager-" + i));
    }
    return all.toString();
  }

  /** The end of what JobManager and TaskManagers have printed, for the message of a failed test. */
  public String lastLines() {
    try {
      String all = log("jobmanager") + logOfTaskManagers();
      return all.substring(Math.max(0, all.length() - 6_000));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private Process start(String name, List<String> jvm, String main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(Arrays.asList(System.getProperty("flink.opens").strip().split("\\s+")));
    command.addAll(
        List.of(
            "-Dlog4j2.configurationFile=" + folder.resolve("conf/log4j2.xml"),
            "-cp",
            classPath(),
            main));
    if (!main.endsWith("CliFrontend")) {
      command.addAll(List.of("--configDir", folder.resolve("conf").toString()));
    }
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("FLINK_CONF_DIR", folder.resolve("conf").toString());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private static String classPath() throws IOException {
    List<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry ->
                    DISTRIBUTION.stream()
                        .anyMatch(name -> Path.of(entry).getFileName().toString().startsWith(name)))
            .collect(Collectors.toCollection(ArrayList::new));
    try (Stream<Path> slf4j = Files.list(Path.of(System.getProperty("flink.slf4j")))) {
      slf4j.map(Path::toString).forEach(jars::add);
    }
    return String.join(File.pathSeparator, jars);
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }
}
