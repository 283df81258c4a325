package io.resonance.cli.jobs;

import io.resonance.cli.PlantFileOption;
import io.resonance.cli.local.JobOfPlant;
import io.resonance.job.plant.PlantFiles;
import io.resonance.job.plant.PlantVocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replaces the jobs of a plant by those of a changed plant file or of this release. */
@Command(
    name = "upgrade",
    description = {
      "Replaces the running jobs of a plant by those of this plant file and this release, keeping their state.",
      "Checks all that can be checked, stops each job with a savepoint, starts the new one from it and waits for its first checkpoint. If that does not come, the job before is started again from the same savepoint."
    },
    mixinStandardHelpOptions = true)
public final class UpgradeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;
  @Mixin private JobManagerOption jobManager;
  @Mixin private SubmissionOptions submission;

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description =
          "The plant file the jobs run with now, to go back to. Without it, a failed upgrade leaves the job stopped and says how to go back.")
  private Path previous;

  @Override
  public Integer call() throws Exception {
    List<JobOfPlant> jobs = JobOfPlant.allOf(plantFile.load(spec.commandLine()));
    List<JobOfPlant> before =
        previous == null
            ? List.of()
            : JobOfPlant.allOf(
                PlantFiles.load(previous, new PlantVocabulary(), hasBeenAcceptedBefore -> {}));
    JobSubmission start = submission.to(jobManager.settings(), spec.commandLine().getOut());
    new JobReplacement(start, before, OptionalInt.empty()).replace(jobs);
    return 0;
  }
}
