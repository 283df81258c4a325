package io.resonance.cli.faults.cell;

import java.util.Locale;

/** In which moment of a job something goes wrong. */
public enum Phase {
  /** Before the job is started: it finds the fault there. */
  CONNECT("it is there before the job starts"),
  /** Between the first sign of the job at the machine and its first values. */
  FIRST_SNAPSHOT("while the sources take up their first values"),
  /** Values flow, no checkpoint in particular is looked at. */
  STEADY("while values flow"),
  /** The JobManager has begun a checkpoint that is not complete. */
  BARRIER_IN_FLIGHT("when a checkpoint has begun"),
  /** The JobManager has completed a checkpoint; the tasks are being told, or not yet. */
  AFTER_CHECKPOINT("when a checkpoint is complete, while the tasks are told"),
  /** The TaskManager has died and the job is starting again. */
  DURING_RECOVERY("while the job recovers from a dead TaskManager"),
  /** The job is asked to stop with a savepoint, and started from it. */
  STOP_WITH_SAVEPOINT("while the job stops with a savepoint"),
  /** The job starts from a savepoint with another parallelism. */
  RESCALE("while the job starts from a savepoint with twice the parallelism");

  private final String words;

  Phase(String words) {
    this.words = words;
  }

  /** As it is written in the name of a cell. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people, after "it happens". */
  public String words() {
    return words;
  }
}
