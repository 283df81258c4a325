package io.resonance.cli.faults.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Sees checkpoints begin and complete, by the folders the JobManager makes: it makes {@code chk-N}
 * before it tells the sources, and {@code chk-N/_metadata} before it tells anybody that the
 * checkpoint is complete.
 */
final class CheckpointWatch {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path ofJob;

  /**
   * @param ofJob folder of one job's checkpoints, named by its id
   */
  CheckpointWatch(Path ofJob) {
    this.ofJob = ofJob;
  }

  /** Returns when the next checkpoint has begun. */
  void awaitBegun() throws IOException, InterruptedException {
    await("the beginning of a checkpoint", "");
  }

  /** Returns when the next checkpoint is complete. */
  void awaitCompleted() throws IOException, InterruptedException {
    await("the end of a checkpoint", "_metadata");
  }

  private void await(String what, String file) throws IOException, InterruptedException {
    long before = newest(file);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (newest(file) <= before) {
      if (System.nanoTime() > deadline) {
        throw new CellFailedException(
            "after %d s still awaited: %s in %s".formatted(PATIENCE.toSeconds(), what, ofJob));
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private long newest(String file) throws IOException {
    try (Stream<Path> folders = Files.list(ofJob)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith("chk-"))
          .filter(folder -> Files.exists(folder.resolve(file)))
          .mapToLong(folder -> Long.parseLong(folder.getFileName().toString().substring(4)))
          .max()
          .orElse(0);
    } catch (NoSuchFileException | NotDirectoryException notYet) {
      return 0;
    }
  }
}
