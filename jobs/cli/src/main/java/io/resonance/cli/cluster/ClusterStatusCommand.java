package io.resonance.cli.cluster;

import io.resonance.cli.jobs.JobManagerClient;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.runtime.messages.webmonitor.ClusterOverview;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the processes of a cluster, and what its JobManager says. */
@Command(
    name = "status",
    description =
        "Shows the processes of the cluster and its free slots; exit code 1 if one of them has died.",
    mixinStandardHelpOptions = true)
final class ClusterStatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterFolderOption folderOption;

  @Override
  public Integer call() throws Exception {
    ClusterFolder folder = folderOption.open();
    List<ClusterProcess> processes = folder.processes();
    if (processes.isEmpty()) {
      throw new StartRefusedException(
          "There is no cluster in %s. `resonance cluster start` starts one."
              .formatted(folder.root()));
    }
    PrintWriter out = spec.commandLine().getOut();
    for (ClusterProcess process : processes) {
      out.printf(
          "%-15s %s%n",
          process.name(),
          process
              .handle()
              .map(handle -> "runs, process id " + handle.pid())
              .orElse("has died; `resonance cluster start` starts it again"));
    }
    try (JobManagerClient client = new JobManagerClient(folder.settings().orElseThrow())) {
      Optional<ClusterOverview> overview = client.overview(Duration.ofSeconds(10));
      if (overview.isEmpty()) {
        out.println("no JobManager answers");
        return 1;
      }
      ClusterOverview answer = overview.get();
      out.printf(
          "%d TaskManagers are registered, %d of %d slots are free, %d jobs run; %s%n",
          answer.getNumTaskManagersConnected(),
          answer.getNumSlotsAvailable(),
          answer.getNumSlotsTotal(),
          answer.getNumJobsRunningOrPending(),
          client.webPage());
    }
    return processes.stream().allMatch(ClusterProcess::alive) ? 0 : 1;
  }
}
