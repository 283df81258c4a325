package io.resonance.schema.start;

import io.resonance.schema.kafka.StartRefusedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Finds the newest completed checkpoint below a folder, {@code FOLDER/<job id>/chk-<n>/_metadata}:
 * where a job goes on that was killed without a chance to say where it was.
 */
public final class LatestCheckpoint {

  private LatestCheckpoint() {}

  /**
   * Path of the newest completed checkpoint of any job below the folder; empty if there is none.
   *
   * @param folder URI of a Flink file system
   * @throws StartRefusedException if the folder cannot be read
   */
  public static Optional<String> in(String folder) {
    try {
      Path root = new Path(folder);
      FileSystem files = root.getFileSystem();
      FileStatus newest = null;
      for (FileStatus job : children(files, root)) {
        for (FileStatus checkpoint : children(files, job.getPath())) {
          if (checkpoint.getPath().getName().startsWith("chk-")) {
            newest = newer(newest, metadata(files, checkpoint.getPath()));
          }
        }
      }
      return Optional.ofNullable(newest).map(metadata -> metadata.getPath().getParent().toString());
    } catch (IOException unreadable) {
      throw new StartRefusedException(
          "The checkpoint folder %s cannot be read: %s. Check checkpoints.folder in the plant file."
              .formatted(folder, unreadable.getMessage()),
          unreadable);
    }
  }

  private static FileStatus[] children(FileSystem files, Path folder) throws IOException {
    try {
      FileStatus[] children = files.exists(folder) ? files.listStatus(folder) : null;
      return children == null ? new FileStatus[0] : children;
    } catch (FileNotFoundException deletedMeanwhile) {
      return new FileStatus[0];
    }
  }

  /** Without its metadata a checkpoint was never completed; null then. */
  private static FileStatus metadata(FileSystem files, Path checkpoint) throws IOException {
    Path metadata = new Path(checkpoint, "_metadata");
    return files.exists(metadata) ? files.getFileStatus(metadata) : null;
  }

  private static FileStatus newer(FileStatus one, FileStatus other) {
    if (one == null || (other != null && other.getModificationTime() > one.getModificationTime())) {
      return other;
    }
    return one;
  }
}
