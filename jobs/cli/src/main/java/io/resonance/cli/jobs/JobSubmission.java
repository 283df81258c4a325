package io.resonance.cli.jobs;

import io.resonance.cli.local.JobOfPlant;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Puts a job on a cluster and sees that it gets on: RUNNING, with a checkpoint of its own.
 *
 * @param settings lead to the cluster, and configure the job
 * @param jar what the job is loaded from; empty where the cluster's lib folder holds it
 * @param patience how long the job may take until its first checkpoint
 */
public record JobSubmission(
    Configuration settings, Optional<Path> jar, Duration patience, PrintWriter out) {

  private static final int PAUSE_MILLIS = 250;

  /**
   * A job with all that must be in order before another one is stopped for it: its schemas are
   * registered, its topics there.
   */
  public StreamExecutionEnvironment compose(JobOfPlant job, int parallelism) {
    Configuration ofJob = new Configuration(settings);
    ofJob.set(DeploymentOptions.TARGET, "remote");
    ofJob.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    jar.ifPresent(file -> ofJob.set(PipelineOptions.JARS, List.of(file.toUri().toString())));
    return job.compose(ofJob);
  }

  /**
   * Starts the job.
   *
   * @param from checkpoint or savepoint; empty to begin anew
   * @return the id of the job, which makes progress
   * @throws StartRefusedException if it does not, after ending it
   */
  public JobID start(JobOfPlant job, StreamExecutionEnvironment composed, Optional<String> from)
      throws InterruptedException {
    from.map(JobOfPlant::from).ifPresent(composed::configure);
    out.printf(
        "%-25s starts %s%n",
        job.name(), from.map(path -> "from " + path).orElse("without a checkpoint"));
    out.flush();
    JobID id = execute(job, composed);
    try (JobManagerClient client = new JobManagerClient(settings)) {
      awaitProgress(client, job, id);
      out.printf("%-25s runs, id %s; %s%n", job.name(), id, client.webPage());
      out.flush();
    }
    return id;
  }

  private static JobID execute(JobOfPlant job, StreamExecutionEnvironment composed) {
    try {
      return composed.executeAsync().getJobID();
    } catch (Exception refused) {
      throw new StartRefusedException(
          "The cluster did not take the job %s: %s."
              .formatted(job.name(), JobManagerClient.rootMessage(refused)),
          refused);
    }
  }

  private void awaitProgress(JobManagerClient client, JobOfPlant job, JobID id)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    JobStatus status = client.status(id);
    while (!status.isTerminalState()
        && client.checkpoints(id).getCounts().getNumberCompletedCheckpoints() == 0) {
      if (System.nanoTime() > deadline) {
        String failure = client.lastFailure(id).orElse("no failure; are there enough slots?");
        client.cancel(id);
        throw new StartRefusedException(
            "The job %s was %s and had no checkpoint after %d s, so it was ended. Its last failure: %s"
                .formatted(job.name(), status, patience.toSeconds(), failure));
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      status = client.status(id);
    }
    if (status.isTerminalState()) {
      throw new StartRefusedException(
          "The job %s ended as %s instead of running: %s"
              .formatted(job.name(), status, client.lastFailure(id).orElse("no reason is known")));
    }
  }
}
