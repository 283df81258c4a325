package io.resonance.cli.faults.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;

/** Where the jobs of cells run. */
interface Site extends AutoCloseable {

  /** Settings that lead to its REST, and configure jobs. */
  Configuration settings();

  /**
   * Ends the TaskManager that runs a job, without a chance to say goodbye; any one while none does.
   */
  void killTaskManager(Optional<JobID> job) throws Exception;

  /** Ends all JobManagers, without a chance to say goodbye. */
  void killJobManagers() throws Exception;

  /** Begins to start what was killed, and returns at once. */
  void revive();

  /** Waits until everything that was killed is there again. */
  void awaitWhole() throws Exception;

  /** The files its parts write to. */
  List<Path> logs() throws IOException;

  @Override
  void close() throws IOException;
}
