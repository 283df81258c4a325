package io.resonance.cli.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that was started and not stopped.
 *
 * @param handle empty if it has died since
 */
record ClusterProcess(ProcessName name, Optional<ProcessHandle> handle) {

  boolean alive() {
    return handle.isPresent();
  }

  /** Asks the process to end, and kills it if it has not after the patience. */
  void end(Duration patience) throws InterruptedException {
    handle.ifPresent(ProcessHandle::destroy);
    if (!awaitEnd(patience)) {
      kill();
    }
  }

  /** Kills the process, without a chance to say goodbye to anyone, and waits until it is gone. */
  void kill() throws InterruptedException {
    handle.ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd(Duration.ofSeconds(30));
  }

  private boolean awaitEnd(Duration patience) throws InterruptedException {
    try {
      if (handle.isPresent()) {
        handle.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      }
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
