package io.resonance.testbed.mtconnect.lathe;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * Moves a {@link Lathe} at a steady pace and feeds its agent, on one daemon thread, until it is
 * stopped; the agent then goes on serving what it holds, so that a reader can drain it.
 */
public final class LatheDriver implements AutoCloseable {
  private final Lathe lathe;
  private final SimulatedAgent agent;
  private final long nanosPerStep;
  private final Thread thread;
  private volatile boolean running = true;

  private LatheDriver(Lathe lathe, SimulatedAgent agent, double observationsPerSecond) {
    this.lathe = lathe;
    this.agent = agent;
    this.nanosPerStep = (long) (1e9 * Lathe.SAMPLES_PER_STEP / observationsPerSecond);
    this.thread = new Thread(this::run, "lathe-" + agent.id());
    thread.setDaemon(true);
  }

  /**
   * Starts feeding.
   *
   * @param observationsPerSecond pace of the samples; events come on top
   */
  public static LatheDriver start(Lathe lathe, SimulatedAgent agent, double observationsPerSecond) {
    if (!(observationsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "The lathe needs a pace above 0 observations per second, not " + observationsPerSecond);
    }
    LatheDriver driver = new LatheDriver(lathe, agent, observationsPerSecond);
    driver.thread.start();
    return driver;
  }

  /** Stops feeding and waits until the last observation is in the buffer. */
  public void stop() {
    running = false;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same as {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }

  private void run() {
    lathe.start(Instant.now()).forEach(agent::add);
    long instance = agent.instanceId();
    long due = System.nanoTime();
    while (running) {
      if (agent.instanceId() != instance) {
        // After a restart the adapter reconnects and reports every state again.
        instance = agent.instanceId();
        lathe.start(Instant.now()).forEach(agent::add);
      }
      lathe.step(Instant.now()).forEach(agent::add);
      due += nanosPerStep;
      for (long left = due - System.nanoTime();
          left > 0 && running;
          left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }
}
