package io.resonance.cli.jobs;

import io.resonance.schema.kafka.StartRefusedException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.messages.webmonitor.ClusterOverview;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.RootExceptionInfo;
import org.apache.flink.runtime.rest.messages.JobVertexDetailsHeaders;
import org.apache.flink.runtime.rest.messages.JobVertexDetailsInfo;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.messages.job.SubtaskExecutionAttemptDetailsInfo;

/**
 * What the commands ask of a JobManager, over Flink's REST: with several JobManagers, of the one
 * that leads.
 */
public final class JobManagerClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RestClusterClient<String> client;

  /**
   * A client of the cluster that the settings name.
   *
   * @throws StartRefusedException if the settings name none that can be looked for
   */
  public JobManagerClient(Configuration settings) {
    try {
      client = new RestClusterClient<>(settings, "resonance");
    } catch (Exception unusable) {
      throw new StartRefusedException(
          "The JobManager cannot be looked for: %s. Check the settings of Flink's REST."
              .formatted(rootMessage(unusable)),
          unusable);
    }
  }

  /** Address of Flink's web page. */
  public String webPage() {
    return client.getWebInterfaceURL();
  }

  /** TaskManagers and slots; empty while no JobManager answers. */
  public Optional<ClusterOverview> overview(Duration patience) throws InterruptedException {
    try {
      return Optional.of(
          client.getClusterOverview().get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException silent) {
      return Optional.empty();
    }
  }

  /** The jobs of these names that have not ended. */
  public List<JobStatusMessage> running(List<String> names) throws InterruptedException {
    return await(client.listJobs(), "the list of jobs", PATIENCE).stream()
        .filter(job -> names.contains(job.getJobName()))
        .filter(job -> !job.getJobState().isGloballyTerminalState())
        .sorted(Comparator.comparing(job -> names.indexOf(job.getJobName())))
        .toList();
  }

  public JobStatus status(JobID job) throws InterruptedException {
    return await(client.getJobStatus(job), "the state of job " + job, PATIENCE);
  }

  public JobDetailsInfo details(JobID job) throws InterruptedException {
    return await(client.getJobDetails(job), "the details of job " + job, PATIENCE);
  }

  /** Takes a savepoint of a job that goes on, and answers where it lies. */
  public String savepoint(JobID job, String folder, Duration patience) throws InterruptedException {
    return await(
        client.triggerSavepoint(job, folder, SavepointFormatType.CANONICAL),
        "a savepoint of job " + job,
        patience);
  }

  /** Stops a job with a savepoint, and answers where it lies. */
  public String stop(JobID job, String folder, Duration patience) throws InterruptedException {
    return await(
        client.stopWithSavepoint(job, false, folder, SavepointFormatType.CANONICAL),
        "stopping job %s with a savepoint".formatted(job),
        patience);
  }

  /** Ends a job without a savepoint; its last checkpoint stays. */
  public void cancel(JobID job) throws InterruptedException {
    await(client.cancel(job), "the end of job " + job, PATIENCE);
    await(client.requestJobResult(job), "the end of job " + job, PATIENCE);
  }

  /** Id of the TaskManager that runs the first subtask of a job; empty while none does. */
  public Optional<String> taskManagerOf(JobID job) throws InterruptedException {
    JobVertexDetailsHeaders headers = JobVertexDetailsHeaders.getInstance();
    var parameters = headers.getUnresolvedMessageParameters();
    parameters.jobPathParameter.resolve(job);
    parameters.jobVertexIdPathParameter.resolve(
        details(job).getJobVertexInfos().iterator().next().getJobVertexID());
    JobVertexDetailsInfo vertex =
        await(
            client.sendRequest(headers, parameters, EmptyRequestBody.getInstance()),
            "where job %s runs".formatted(job),
            PATIENCE);
    return vertex.getSubtasks().stream()
        .map(SubtaskExecutionAttemptDetailsInfo::getTaskmanagerId)
        .filter(id -> !id.startsWith("(")) // "(unassigned)"
        .findFirst();
  }

  public CheckpointingStatistics checkpoints(JobID job) throws InterruptedException {
    CheckpointingStatisticsHeaders headers = CheckpointingStatisticsHeaders.getInstance();
    var parameters = headers.getUnresolvedMessageParameters();
    parameters.jobPathParameter.resolve(job);
    return await(
        client.sendRequest(headers, parameters, EmptyRequestBody.getInstance()),
        "the checkpoints of job " + job,
        PATIENCE);
  }

  /** First line of the newest failure Flink remembers of the job. */
  public Optional<String> lastFailure(JobID job) throws InterruptedException {
    JobExceptionsHeaders headers = JobExceptionsHeaders.getInstance();
    var parameters = headers.getUnresolvedMessageParameters();
    parameters.jobPathParameter.resolve(job);
    JobExceptionsInfoWithHistory all =
        await(
            client.sendRequest(headers, parameters, EmptyRequestBody.getInstance()),
            "the failures of job " + job,
            PATIENCE);
    return all.getExceptionHistory().getEntries().stream()
        .max(Comparator.comparingLong(RootExceptionInfo::getTimestamp))
        .map(RootExceptionInfo::getStacktrace)
        .map(JobManagerClient::cause);
  }

  /** The last "Caused by" of a stack trace says what happened; the first line is Flink's frame. */
  static String cause(String stackTrace) {
    String first = stackTrace.lines().findFirst().orElse("");
    return stackTrace
        .lines()
        .filter(line -> line.startsWith("Caused by: "))
        .reduce((one, later) -> later)
        .map(line -> line.substring("Caused by: ".length()))
        .orElse(first);
  }

  private <T> T await(CompletableFuture<T> answer, String what, Duration patience)
      throws InterruptedException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new StartRefusedException(
          "%s did not answer about %s within %d s. Look at its log, then try again."
              .formatted(webPage(), what, patience.toSeconds()),
          late);
    } catch (ExecutionException failed) {
      throw new StartRefusedException(
          "%s could not do it, %s: %s. If no JobManager runs there, start one or name another one by --jobmanager."
              .formatted(webPage(), what, rootMessage(failed)),
          failed);
    }
  }

  static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    // errors of REST come with the stack trace of the JobManager in the message
    return message.contains("\tat ") ? cause(message) : message;
  }

  @Override
  public void close() {
    client.close();
  }
}
