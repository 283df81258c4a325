package io.resonance.testbed.mtconnect.recording;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What happened at an agent and when, to be played again at any speed, on one daemon thread.
 *
 * @param steps in the order they happened
 * @param notes what the recording holds that cannot be played, one sentence each
 */
public record AgentFeed(List<Step> steps, List<String> notes) {

  /** As fast as the agent takes it. */
  public static final double AT_ONCE = Double.POSITIVE_INFINITY;

  /**
   * Something that happened.
   *
   * @param nanos when, on any clock; a time that runs backwards happens at once
   * @param happens what it does to an agent
   */
  public record Step(long nanos, Consumer<SimulatedAgent> happens) {}

  public AgentFeed {
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }

  /**
   * Plays all steps.
   *
   * @param agent gets them
   * @param speed 1 as recorded, 2 twice as fast, {@link #AT_ONCE} without any pause
   */
  public Playing play(SimulatedAgent agent, double speed) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("A recording needs a speed above 0, not " + speed);
    }
    return new Playing(this, agent, speed);
  }

  /** A feed under way; closing it stops it where it is. */
  public static final class Playing implements AutoCloseable {
    private final AgentFeed feed;
    private final SimulatedAgent agent;
    private final double speed;
    private final Thread thread = new Thread(this::run, "agent-feed");
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean running = true;

    private Playing(AgentFeed feed, SimulatedAgent agent, double speed) {
      this.feed = feed;
      this.agent = agent;
      this.speed = speed;
      thread.setDaemon(true);
      thread.start();
    }

    /** What is played. */
    public AgentFeed feed() {
      return feed;
    }

    /** Waits for the last step; false if the time was over before. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
      return done.await(time, unit);
    }

    @Override
    public void close() {
      running = false;
      LockSupport.unpark(thread);
    }

    private void run() {
      long begun = System.nanoTime();
      long recorded = feed.steps.isEmpty() ? 0 : feed.steps.get(0).nanos();
      long passed = 0;
      for (Step step : feed.steps) {
        passed = Math.max(passed, step.nanos() - recorded);
        long due = begun + (long) (passed / speed);
        for (long left = due - System.nanoTime();
            left > 0 && running;
            left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        if (!running) {
          return;
        }
        step.happens().accept(agent);
      }
      done.countDown();
    }
  }
}
