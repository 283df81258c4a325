package io.resonance.cli.cluster;

import io.resonance.schema.kafka.StartRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends the processes of a cluster. */
@Command(
    name = "stop",
    description = {
      "Ends the processes of the cluster. Its jobs keep their last checkpoint, and go on from there when they are submitted again.",
      "To leave savepoints behind, run `resonance savepoint` before."
    },
    mixinStandardHelpOptions = true)
final class ClusterStopCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Spec private CommandSpec spec;
  @Mixin private ClusterFolderOption folderOption;

  @Override
  public Integer call() throws Exception {
    ClusterFolder folder = folderOption.open();
    List<ClusterProcess> processes = new ArrayList<>(folder.processes());
    if (processes.isEmpty()) {
      throw new StartRefusedException(
          "There is no cluster in %s; nothing was stopped. Name its folder with --folder."
              .formatted(folder.root()));
    }
    // JobManagers first: they would only restart jobs whose TaskManagers go
    Collections.sort(
        processes, java.util.Comparator.comparing(process -> stopOrder(process.name())));
    for (ClusterProcess process : processes) {
      boolean alive = process.alive();
      process.end(PATIENCE);
      folder.forget(process.name());
      spec.commandLine()
          .getOut()
          .printf("%-15s %s%n", process.name(), alive ? "stopped" : "had died before");
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private static int stopOrder(ProcessName name) {
    return switch (name.kind()) {
      case JOBMANAGER -> 0;
      case TASKMANAGER -> 1;
      case ZOOKEEPER -> 2;
    };
  }
}
