package io.resonance.cli.jobs;

import io.resonance.cli.PlantFileOption;
import io.resonance.cli.local.JobOfPlant;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.client.JobStatusMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes savepoints of the running jobs of a plant. */
@Command(
    name = "savepoint",
    description =
        "Takes a savepoint of each running job of a plant, which goes on, and prints where it lies.",
    mixinStandardHelpOptions = true)
public final class SavepointCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;
  @Mixin private JobManagerOption jobManager;

  @Option(
      names = "--to",
      paramLabel = "URI",
      description =
          "Folder of a file system every process of the cluster sees. Default: the cluster's execution.checkpointing.savepoint-dir.")
  private String folder;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How long a savepoint may take. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  @Override
  public Integer call() throws Exception {
    List<String> names =
        JobOfPlant.allOf(plantFile.load(spec.commandLine())).stream()
            .map(JobOfPlant::name)
            .toList();
    Configuration settings = jobManager.settings();
    String to = folder == null ? settings.get(CheckpointingOptions.SAVEPOINT_DIRECTORY) : folder;
    PrintWriter out = spec.commandLine().getOut();
    try (JobManagerClient client = new JobManagerClient(settings)) {
      List<JobStatusMessage> running = client.running(names);
      if (running.isEmpty()) {
        throw new StartRefusedException(
            "None of the jobs %s runs on %s. `resonance status` shows what is there."
                .formatted(String.join(", ", names), client.webPage()));
      }
      for (JobStatusMessage job : running) {
        out.printf("%-25s %s%n", job.getJobName(), client.savepoint(job.getJobId(), to, timeout));
        out.flush();
      }
    }
    return 0;
  }
}
