package io.resonance.cli.faults.rig;

import io.resonance.cli.faults.cell.Fault;
import io.resonance.cli.jobs.JobManagerClient;
import io.resonance.cli.jobs.JobSubmission;
import io.resonance.cli.local.JobOfPlant;
import io.resonance.job.mes.MesDeliveryJob;
import io.resonance.job.plant.PlantJob;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;

/** The two jobs of a cell, and what an operator would do to them. */
final class CellJobs implements AutoCloseable {

  /** The job most faults are aimed at. */
  static final String PLANT = PlantJob.NAME;

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PAUSE_MILLIS = 500;

  private final Site site;
  private final CellPlant plant;
  private final Diary diary;
  private final JobSubmission submission;
  private final Map<String, JobID> running = new LinkedHashMap<>();

  CellJobs(Site site, CellPlant plant, Diary diary) {
    this.site = site;
    this.plant = plant;
    this.diary = diary;
    this.submission =
        new JobSubmission(
            site.settings(), Optional.empty(), PATIENCE, new PrintWriter(Writer.nullWriter()));
  }

  /** Starts both jobs, each again as long as it is refused, as an operator would. */
  void start() throws InterruptedException {
    for (JobOfPlant job : JobOfPlant.allOf(plant.file())) {
      start(job, Optional.empty(), 1);
    }
  }

  private void start(JobOfPlant job, Optional<String> from, int parallelism)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      diary.step("starts the job " + job.kind() + from.map(path -> " from " + path).orElse(""));
      try {
        running.put(job.kind(), submission.start(job, submission.compose(job, parallelism), from));
        return;
      } catch (StartRefusedException refused) {
        diary.note("refused: " + refused.getMessage());
        if (System.nanoTime() > deadline) {
          throw new CellFailedException(
              "the job %s did not start: %s".formatted(job.kind(), refused.getMessage()));
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** The plant job's id, also while it is starting; empty where the cluster has none. */
  Optional<JobID> plantJob() throws InterruptedException {
    String name = plant.file().plant().id() + "-" + PlantJob.NAME;
    try (JobManagerClient client = new JobManagerClient(site.settings())) {
      return client.running(List.of(name)).stream().map(JobStatusMessage::getJobId).findFirst();
    }
  }

  /** Sees the checkpoints of a job. */
  CheckpointWatch checkpointsOf(String kind) {
    Path ofPlant = plant.checkpoints().resolve(plant.file().plant().id() + "-" + kind);
    return new CheckpointWatch(ofPlant.resolve(running.get(kind).toString()));
  }

  /** Whether a job of the plant does not run at present, such as after a death. */
  boolean isDown(String kind) throws InterruptedException {
    try (JobManagerClient client = new JobManagerClient(site.settings())) {
      return client.status(running.get(kind)) != JobStatus.RUNNING;
    }
  }

  /** Stops a job with a savepoint, again as long as that fails, and answers where it lies. */
  String stop(String kind) throws InterruptedException, IOException {
    Path folder = plant.savepoints().resolve(kind);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      diary.step("stops the job " + kind + " with a savepoint");
      try (JobManagerClient client = new JobManagerClient(site.settings())) {
        return client.stop(running.get(kind), folder.toUri().toString(), PATIENCE);
      } catch (StartRefusedException failed) {
        diary.note("not stopped: " + failed.getMessage());
        Optional<String> complete = hasEnded(kind) ? newestIn(folder) : Optional.empty();
        if (complete.isPresent()) {
          return complete.get();
        }
        if (System.nanoTime() > deadline) {
          throw new CellFailedException(
              "the job %s did not stop with a savepoint: %s".formatted(kind, failed.getMessage()));
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  // whoever asked for the savepoint may have died after it was made
  private boolean hasEnded(String kind) throws InterruptedException {
    try (JobManagerClient client = new JobManagerClient(site.settings())) {
      return client.status(running.get(kind)).isGloballyTerminalState();
    } catch (StartRefusedException silent) {
      return false;
    }
  }

  private static Optional<String> newestIn(Path folder) throws IOException {
    try (Stream<Path> savepoints = Files.list(folder)) {
      return savepoints
          .filter(savepoint -> Files.exists(savepoint.resolve("_metadata")))
          .max(Comparator.comparingLong(savepoint -> savepoint.toFile().lastModified()))
          .map(savepoint -> savepoint.toUri().toString());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** Starts a job from a savepoint. */
  void goOn(String kind, String savepoint, int parallelism) throws InterruptedException {
    for (JobOfPlant job : JobOfPlant.allOf(plant.file())) {
      if (job.kind().equals(kind)) {
        start(job, Optional.of(savepoint), parallelism);
      }
    }
  }

  /** The job a fault is aimed at. */
  static String aimedAt(Fault fault) {
    return fault.party() == Fault.Party.MES ? MesDeliveryJob.NAME : PlantJob.NAME;
  }

  /** Ends both jobs. */
  @Override
  public void close() throws IOException {
    List<String> names = JobOfPlant.allOf(plant.file()).stream().map(JobOfPlant::name).toList();
    try (JobManagerClient client = new JobManagerClient(site.settings())) {
      for (JobStatusMessage job : client.running(names)) {
        client.cancel(job.getJobId());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while ending the jobs of a cell", interrupted);
    }
  }
}
