package io.resonance.cli.cluster;

import io.resonance.cli.local.Distribution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** Starts the processes of a cluster as Flink's own scripts do; they outlive this JVM. */
final class ProcessStarter {

  private final ClusterFolder folder;
  private final Configuration settings;

  ProcessStarter(ClusterFolder folder, Configuration settings) {
    this.folder = folder;
    this.settings = settings;
  }

  void start(ProcessName name) throws IOException {
    List<String> command =
        switch (name.kind()) {
          case ZOOKEEPER -> zooKeeper(name);
          case JOBMANAGER -> jobManager(name);
          case TASKMANAGER -> taskManager(name);
        };
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.printed(name).toFile()));
    builder.environment().put("FLINK_CONF_DIR", folder.conf().toString());
    folder.remember(name, builder.start().toHandle());
  }

  private List<String> zooKeeper(ProcessName name) {
    List<String> command = java(name, List.of("-Xmx128m"));
    command.add("org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer");
    command.addAll(List.of("--zkConfigFile", folder.conf().resolve("zoo.cfg").toString()));
    command.addAll(List.of("--peerId", String.valueOf(name.number())));
    return command;
  }

  private List<String> jobManager(ProcessName name) {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(settings);
    List<String> command =
        java(name, words(JobManagerProcessUtils.generateJvmParametersStr(memory, settings)));
    command.add("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
    command.addAll(List.of("--configDir", folder.conf().toString()));
    command.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    return command;
  }

  private List<String> taskManager(ProcessName name) {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(settings);
    List<String> command = java(name, words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
    command.add("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
    command.addAll(List.of("--configDir", folder.conf().toString()));
    command.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    // so that Flink's page calls it as the commands do
    command.addAll(List.of("-D", "taskmanager.resource-id=" + name));
    return command;
  }

  private List<String> java(ProcessName name, List<String> memory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(memory);
    command.addAll(words(settings.get(CoreOptions.FLINK_JVM_OPTIONS)));
    command.add("-Dlog.file=" + folder.log(name));
    command.add("-Dlog4j2.configurationFile=" + ClusterSettings.logging(folder).toUri());
    command.add("-cp");
    command.add(Distribution.home().resolve("lib") + "/*");
    return command;
  }

  // Flink writes them for a shell, with quotes
  private static List<String> words(String options) {
    return List.of(options.replace("'", "").strip().split("\\s+"));
  }
}
