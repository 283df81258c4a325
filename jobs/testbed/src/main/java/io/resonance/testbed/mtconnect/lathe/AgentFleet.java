package io.resonance.testbed.mtconnect.lathe;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.buffer.AgentLedger;
import io.resonance.testbed.mtconnect.network.AgentNetwork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Many lathes with an agent each, on two threads in all: one for the network, one that moves the
 * lathes. For measurements of fan-in.
 */
public final class AgentFleet implements AutoCloseable {
  private final AgentNetwork network = AgentNetwork.start("fleet-network");
  private final List<Lathe> lathes = new ArrayList<>();
  private final List<SimulatedAgent> agents = new ArrayList<>();
  private final long nanosPerRound;
  private final Thread driver = new Thread(this::run, "fleet-lathes");
  private volatile boolean running = true;

  private AgentFleet(int count, double observationsPerSecond, AgentLedger ledger) {
    this.nanosPerRound = (long) (1e9 * Lathe.SAMPLES_PER_STEP / observationsPerSecond);
    for (int i = 0; i < count; i++) {
      Lathe lathe = new Lathe("fleet-%03d".formatted(i), "lathe%03d".formatted(i), i);
      lathes.add(lathe);
      agents.add(lathe.agent().ledger(ledger).network(network).start());
    }
    driver.setDaemon(true);
    driver.start();
  }

  /**
   * Starts the agents and moves their lathes.
   *
   * @param count number of agents
   * @param observationsPerSecond samples of each agent; events come on top
   * @param ledger is told of every observation of every agent
   */
  public static AgentFleet start(int count, double observationsPerSecond, AgentLedger ledger) {
    if (count < 1 || !(observationsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "A fleet needs at least one agent and a pace above 0, not %d agents at %s observations/s"
              .formatted(count, observationsPerSecond));
    }
    return new AgentFleet(count, observationsPerSecond, ledger);
  }

  /** The agents, in order. */
  public List<SimulatedAgent> agents() {
    return List.copyOf(agents);
  }

  /** Lathes stand still and agents go on serving what they hold. */
  public void stop() {
    running = false;
    LockSupport.unpark(driver);
    boolean interrupted = false;
    while (driver.isAlive()) {
      try {
        driver.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    agents.forEach(SimulatedAgent::close);
    network.close();
  }

  // The steps of a round are spread over its time, so that agents do not speak all at once.
  private void run() {
    int count = agents.size();
    for (int i = 0; i < count && running; i++) {
      lathes.get(i).start(Instant.now()).forEach(agents.get(i)::add);
    }
    long due = System.nanoTime();
    for (int i = 0; running; i = (i + 1) % count) {
      lathes.get(i).step(Instant.now()).forEach(agents.get(i)::add);
      due += nanosPerRound / count;
      for (long left = due - System.nanoTime();
          left > 0 && running;
          left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }
}
