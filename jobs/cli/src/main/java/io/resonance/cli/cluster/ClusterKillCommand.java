package io.resonance.cli.cluster;

import io.resonance.cli.cluster.ProcessName.Kind;
import io.resonance.schema.kafka.StartRefusedException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Kills one process of a cluster, to see what the plant makes of it. */
@Command(
    name = "kill",
    description = {
      "Kills a process of the cluster as a power cut would (SIGKILL), to see that nothing is lost.",
      "`resonance cluster start` starts it again."
    },
    mixinStandardHelpOptions = true)
final class ClusterKillCommand implements Callable<Integer> {

  /** Names of kinds as people type them. */
  enum Victim {
    JM(Kind.JOBMANAGER),
    TM(Kind.TASKMANAGER),
    JOBMANAGER(Kind.JOBMANAGER),
    TASKMANAGER(Kind.TASKMANAGER),
    ZOOKEEPER(Kind.ZOOKEEPER);

    private final Kind kind;

    Victim(Kind kind) {
      this.kind = kind;
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private ClusterFolderOption folderOption;

  @Parameters(index = "0", paramLabel = "KIND", description = "jm, tm or zookeeper.")
  private Victim victim;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which one, from 1. Default: ${DEFAULT-VALUE}.")
  private int number;

  @Override
  public Integer call() throws Exception {
    ClusterFolder folder = folderOption.open();
    ProcessName name = new ProcessName(victim.kind, number);
    List<ClusterProcess> processes = folder.processes();
    ClusterProcess process =
        processes.stream()
            .filter(each -> each.name().equals(name) && each.alive())
            .findFirst()
            .orElseThrow(() -> noSuch(folder, name, processes));
    process.kill();
    spec.commandLine().getOut().printf("%s killed%n", name);
    return 0;
  }

  private static StartRefusedException noSuch(
      ClusterFolder folder, ProcessName name, List<ClusterProcess> processes) {
    String alive =
        processes.stream()
            .filter(ClusterProcess::alive)
            .map(process -> process.name().toString())
            .collect(Collectors.joining(", "));
    return new StartRefusedException(
        "No %s runs in %s. %s"
            .formatted(
                name,
                folder.root(),
                alive.isEmpty()
                    ? "No process of the cluster runs; `resonance cluster start` starts it."
                    : "These run: " + alive + "."));
  }
}
