package io.resonance.benchmark.child;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.Effort;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Waits until a client is warm, then measures it and its server over the same time. */
public final class Stopwatch {

  private static final int FIRST_VALUE_SECONDS = 90;
  private static final int COMPILING_STEP_SECONDS = 10;

  /** Share of the time that a warm JVM may still compile: a job runs for months. */
  private static final double WARM = 0.02;

  private final Effort effort;
  private final String label;

  /**
   * A stopwatch.
   *
   * @param label begins each line of progress
   */
  public Stopwatch(Effort effort, String label) {
    this.effort = effort;
    this.label = label;
  }

  /** What both ends did in the same time. */
  public record Window(Measurement client, Measurement server) {}

  /** Returns when the client has counted its first value. */
  public void awaitFirst(ChildProcess client, String values) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FIRST_VALUE_SECONDS);
    while (client.totals().getOrDefault(values, 0L) == 0) {
      if (System.nanoTime() > deadline) {
        throw new BenchmarkFailedException(
            "%s: No value arrived within %d s. The last lines of the client's output:%n%s"
                .formatted(label, FIRST_VALUE_SECONDS, client.lastLines()));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /**
   * A JVM on one core compiles beside its work, which would count as the work's cost: waits until
   * it has compiled what it needs.
   */
  public void awaitCompiled(ChildProcess client, int longestSeconds) throws InterruptedException {
    double compiling = 1;
    for (int waited = 0;
        compiling > WARM && waited < longestSeconds;
        waited += COMPILING_STEP_SECONDS) {
      Map<String, Long> before = client.totals();
      TimeUnit.SECONDS.sleep(COMPILING_STEP_SECONDS);
      compiling = Measurement.between(before, client.totals()).compiling();
    }
    if (compiling > WARM) {
      effort
          .progress()
          .accept(
              String.format(
                  Locale.ROOT,
                  "%s: still compiling for %.0f %% of the time after %d s; the figure will be too low",
                  label,
                  compiling * 100,
                  longestSeconds));
    }
  }

  /** Measures for a number of seconds. */
  public Window window(ChildProcess client, ChildProcess server, int seconds)
      throws InterruptedException {
    Map<String, Long> serverBefore = server.totals();
    Map<String, Long> clientBefore = client.totals();
    TimeUnit.SECONDS.sleep(seconds);
    Measurement atClient = Measurement.between(clientBefore, client.totals());
    return new Window(atClient, Measurement.between(serverBefore, server.totals()));
  }

  /** Tells what a window showed. */
  public void report(String what, Window window, String values) {
    effort
        .progress()
        .accept(
            String.format(
                Locale.ROOT,
                "%s: %s: %,.0f values per CPU-second (%,.0f values/s on %.2f cores; the server used %.2f cores)",
                label,
                what,
                window.client().perCpuSecond(values),
                window.client().perSecond(values),
                window.client().cores(),
                window.server().cores()));
  }
}
