package io.resonance.cli.jobs;

import static java.util.stream.Collectors.joining;

import io.resonance.cli.PlantFileOption;
import io.resonance.cli.local.JobOfPlant;
import io.resonance.schema.kafka.StartRefusedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.client.JobStatusMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the jobs of a plant on a cluster. */
@Command(
    name = "submit",
    description = {
      "Starts the jobs of a plant on a Flink cluster, and waits until they run and have checkpoints.",
      "Goes on from the last checkpoint where there is one."
    },
    mixinStandardHelpOptions = true)
public final class SubmitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;
  @Mixin private JobManagerOption jobManager;
  @Mixin private SubmissionOptions submission;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Subtasks of each operator; -D resonance.parallelism=source-opcua:4 sets one of them. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--job",
      paramLabel = "NAME",
      description =
          "Only this one of the plant's jobs: plant or mes-delivery. Default: all of them.")
  private String only;

  @Option(
      names = "--from",
      paramLabel = "URI",
      description =
          "Go on from this savepoint or checkpoint instead; of one job, so --job must say which.")
  private String from;

  @Option(
      names = "--fresh",
      description =
          "Do not go on from the last checkpoint; what happened since it is not recovered.")
  private boolean fresh;

  @Override
  public Integer call() throws Exception {
    if (fresh && from != null) {
      throw new StartRefusedException("--fresh and --from exclude each other; give one of them.");
    }
    if (from != null && only == null) {
      throw new StartRefusedException(
          "--from is the state of one job; say of which by --job plant or --job mes-delivery.");
    }
    List<JobOfPlant> jobs = chosen(JobOfPlant.allOf(plantFile.load(spec.commandLine())));
    Configuration settings = jobManager.settings();
    requireNoneRuns(settings, jobs);
    JobSubmission start = submission.to(settings, spec.commandLine().getOut());
    for (JobOfPlant job : jobs) {
      start.start(job, start.compose(job, SubmissionOptions.valid(parallelism)), beginning(job));
    }
    return 0;
  }

  private List<JobOfPlant> chosen(List<JobOfPlant> all) {
    List<JobOfPlant> chosen =
        all.stream().filter(job -> only == null || job.kind().equals(only)).toList();
    if (chosen.isEmpty()) {
      throw new StartRefusedException(
          "--job is '%s'; the jobs of this plant are: %s."
              .formatted(only, all.stream().map(JobOfPlant::kind).collect(joining(", "))));
    }
    return chosen;
  }

  private Optional<String> beginning(JobOfPlant job) {
    if (from != null) {
      return Optional.of(from);
    }
    return fresh ? Optional.empty() : job.lastCheckpoint();
  }

  // two jobs of one plant would read every machine twice, and take each other's transactions
  private static void requireNoneRuns(Configuration settings, List<JobOfPlant> jobs)
      throws InterruptedException {
    try (JobManagerClient client = new JobManagerClient(settings)) {
      List<JobStatusMessage> running = client.running(jobs.stream().map(JobOfPlant::name).toList());
      if (!running.isEmpty()) {
        throw new StartRefusedException(
            "The job %s is there already, %s, id %s. `resonance upgrade` replaces it, keeping its state."
                .formatted(
                    running.get(0).getJobName(),
                    running.get(0).getJobState(),
                    running.get(0).getJobId()));
      }
    }
  }
}
