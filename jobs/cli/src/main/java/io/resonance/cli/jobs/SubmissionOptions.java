package io.resonance.cli.jobs;

import io.resonance.schema.kafka.StartRefusedException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/** Options of the commands that start jobs. */
final class SubmissionOptions {

  private static final int MAX_PARALLELISM = 32_768;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description =
          "The job jar, for a cluster whose lib folder does not hold Resonance; the clusters of `resonance cluster` do.")
  private Path jar;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description =
          "How long a job may take to stop, and until its first checkpoint. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  JobSubmission to(Configuration settings, PrintWriter out) {
    if (jar != null && !Files.isReadable(jar)) {
      throw new StartRefusedException("There is no readable job jar %s.".formatted(jar));
    }
    return new JobSubmission(
        settings, Optional.ofNullable(jar).map(Path::toAbsolutePath), timeout, out);
  }

  static int valid(int parallelism) {
    if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
      throw new StartRefusedException(
          "--parallelism is %d; it must be from 1 to %d.".formatted(parallelism, MAX_PARALLELISM));
    }
    return parallelism;
  }
}
