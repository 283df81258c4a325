package io.resonance.cli.jobs;

import io.resonance.cli.local.JobOfPlant;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Replaces running jobs of a plant by others that go on with their state: everything that can be
 * checked before is checked before, each job is stopped with a savepoint, and if its successor
 * makes no progress the predecessor is started again from the same savepoint.
 *
 * @param previous the jobs to go back to, by name the same as the new ones
 * @param parallelism of the new jobs; empty to keep what each has
 */
record JobReplacement(
    JobSubmission submission, List<JobOfPlant> previous, OptionalInt parallelism) {

  void replace(List<JobOfPlant> jobs) throws InterruptedException {
    List<Step> steps = new ArrayList<>();
    for (JobOfPlant job : jobs) {
      steps.add(step(job));
    }
    for (Step step : steps) {
      replace(step);
    }
  }

  /** A job that can be replaced, and its successor, composed before anything is stopped. */
  private record Step(
      JobOfPlant job,
      JobStatusMessage running,
      int parallelismBefore,
      StreamExecutionEnvironment composed) {}

  private Step step(JobOfPlant job) throws InterruptedException {
    try (JobManagerClient client = new JobManagerClient(submission.settings())) {
      JobStatusMessage running = running(client, job);
      int before = parallelism(client.details(running.getJobId()));
      return new Step(job, running, before, submission.compose(job, parallelism.orElse(before)));
    }
  }

  private void replace(Step step) throws InterruptedException {
    String savepoint = stop(step.running(), submission.out());
    try {
      submission.start(step.job(), step.composed(), Optional.of(savepoint));
    } catch (StartRefusedException noProgress) {
      goBack(step, savepoint, noProgress);
    }
  }

  private static JobStatusMessage running(JobManagerClient client, JobOfPlant job)
      throws InterruptedException {
    List<JobStatusMessage> running = client.running(List.of(job.name()));
    if (running.size() == 1) {
      return running.get(0);
    }
    throw new StartRefusedException(
        running.isEmpty()
            ? "No job %s runs there, so nothing was replaced. `resonance submit --job %s` starts it."
                .formatted(job.name(), job.kind())
            : "%d jobs are called %s; end all but one with Flink's own `flink cancel`, then try again."
                .formatted(running.size(), job.name()));
  }

  private static int parallelism(JobDetailsInfo details) {
    return details.getJobVertexInfos().stream()
        .mapToInt(JobDetailsInfo.JobVertexDetailsInfo::getParallelism)
        .max()
        .orElse(1);
  }

  private String stop(JobStatusMessage running, PrintWriter out) throws InterruptedException {
    JobID id = running.getJobId();
    out.printf("%-25s stops with a savepoint%n", running.getJobName());
    out.flush();
    try (JobManagerClient client = new JobManagerClient(submission.settings())) {
      String folder = submission.settings().get(CheckpointingOptions.SAVEPOINT_DIRECTORY);
      return client.stop(id, folder, submission.patience());
    }
  }

  private void goBack(Step step, String savepoint, StartRefusedException noProgress)
      throws InterruptedException {
    JobOfPlant job = step.job();
    Optional<JobOfPlant> predecessor =
        previous.stream().filter(each -> each.name().equals(job.name())).findFirst();
    if (predecessor.isEmpty()) {
      throw new StartRefusedException(
          "%s%nThe job does not run now. To go back: resonance submit --job %s --from %s --plant FILE, with the plant file it had before."
              .formatted(noProgress.getMessage(), job.kind(), savepoint),
          noProgress);
    }
    submission.out().printf("%-25s goes back: %s%n", job.name(), noProgress.getMessage());
    submission.start(
        predecessor.get(),
        submission.compose(predecessor.get(), step.parallelismBefore()),
        Optional.of(savepoint));
    throw new StartRefusedException(
        "The new job did not get on, and the one before runs again with its state. %s"
            .formatted(noProgress.getMessage()),
        noProgress);
  }
}
