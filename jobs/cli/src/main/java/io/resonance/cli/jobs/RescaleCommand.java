package io.resonance.cli.jobs;

import io.resonance.cli.PlantFileOption;
import io.resonance.cli.local.JobOfPlant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives the jobs of a plant another parallelism. */
@Command(
    name = "rescale",
    description = {
      "Gives the running jobs of a plant another parallelism, keeping their state.",
      "Stops each with a savepoint and starts it again; goes back to the former parallelism if it does not get on."
    },
    mixinStandardHelpOptions = true)
public final class RescaleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;
  @Mixin private JobManagerOption jobManager;
  @Mixin private SubmissionOptions submission;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      required = true,
      description =
          "Subtasks of each operator; -D resonance.parallelism=source-opcua:4 sets one of them.")
  private int parallelism;

  @Override
  public Integer call() throws Exception {
    List<JobOfPlant> jobs = JobOfPlant.allOf(plantFile.load(spec.commandLine()));
    JobSubmission start = submission.to(jobManager.settings(), spec.commandLine().getOut());
    OptionalInt wanted = OptionalInt.of(SubmissionOptions.valid(parallelism));
    new JobReplacement(start, jobs, wanted).replace(jobs);
    return 0;
  }
}
