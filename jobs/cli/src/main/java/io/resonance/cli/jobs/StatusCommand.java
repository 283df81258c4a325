package io.resonance.cli.jobs;

import io.resonance.cli.Durations;
import io.resonance.cli.PlantFileOption;
import io.resonance.cli.local.JobOfPlant;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says in plain words how the jobs of a plant are. */
@Command(
    name = "status",
    description =
        "Says how the jobs of a plant are: state, checkpoints, last failure. Exit code 1 if one of them does not run.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;
  @Mixin private JobManagerOption jobManager;

  @Override
  public Integer call() throws Exception {
    List<JobOfPlant> jobs = JobOfPlant.allOf(plantFile.load(spec.commandLine()));
    boolean allRun = true;
    try (JobManagerClient client = new JobManagerClient(jobManager.settings())) {
      for (JobOfPlant job : jobs) {
        List<JobStatusMessage> found = client.running(List.of(job.name()));
        if (found.isEmpty()) {
          allRun = false;
          out().printf("%-25s does not run; `resonance submit` starts it%n", job.name());
        }
        for (JobStatusMessage each : found) {
          allRun &= each.getJobState() == JobStatus.RUNNING;
          print(client, each);
        }
      }
    }
    out().flush();
    return allRun ? 0 : 1;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void print(JobManagerClient client, JobStatusMessage job) throws InterruptedException {
    JobDetailsInfo details = client.details(job.getJobId());
    CheckpointingStatistics checkpoints = client.checkpoints(job.getJobId());
    out()
        .printf(
            "%-25s %s since %s, id %s%n",
            job.getJobName(), job.getJobState(), ago(since(details)), job.getJobId());
    CheckpointStatistics.CompletedCheckpointStatistics last =
        checkpoints.getLatestCheckpoints().getCompletedCheckpointStatistics();
    line("last checkpoint", last == null ? "none yet" : checkpoint(last));
    line(
        "checkpoints",
        "%d completed, %d failed, went on from one %d times"
            .formatted(
                checkpoints.getCounts().getNumberCompletedCheckpoints(),
                checkpoints.getCounts().getNumberFailedCheckpoints(),
                checkpoints.getCounts().getNumberRestoredCheckpoints()));
    Optional<String> failure = client.lastFailure(job.getJobId());
    line("last failure", failure.orElse("none"));
  }

  private void line(String what, String how) {
    out().printf("  %-17s %s%n", what, how);
  }

  private static long since(JobDetailsInfo details) {
    Long entered = details.getTimestamps().get(details.getJobStatus());
    return entered == null || entered <= 0 ? details.getStartTime() : entered;
  }

  private static String checkpoint(CheckpointStatistics.CompletedCheckpointStatistics last) {
    return "#%d, %s ago, took %d ms, %s"
        .formatted(
            last.getId(),
            ago(last.getLatestAckTimestamp()),
            last.getDuration(),
            new MemorySize(last.getStateSize()).toHumanReadableString());
  }

  private static String ago(long epochMillis) {
    Duration age = Duration.ofMillis(Math.max(0, System.currentTimeMillis() - epochMillis));
    return Durations.words(age);
  }
}
