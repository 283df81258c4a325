package io.resonance.cli.demo;

import io.resonance.testbed.SimulatedPlant;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The course of a demo: start, show, end on time or on Ctrl-C, draw up the balance. */
public final class Demo {

  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(45);
  private static final long LINES_EVERY_SECONDS = 5;

  private final Path folder;
  private final Optional<Duration> duration;
  private final Optional<Path> summaryFile;
  private final PrintWriter out;
  private final long startedNanos;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param folder where everything the demo makes is kept; emptied first
   * @param duration how long it shows what happens after the jobs run; until Ctrl-C if empty
   * @param summaryFile where the result is written as JSON
   */
  public Demo(
      Path folder, Optional<Duration> duration, Optional<Path> summaryFile, PrintWriter out) {
    this.folder = folder;
    this.duration = duration;
    this.summaryFile = summaryFile.map(Path::toAbsolutePath);
    this.out = out;
    long upMillis = ManagementFactory.getRuntimeMXBean().getUptime();
    this.startedNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(upMillis);
  }

  /**
   * Runs the demo and ends all of it.
   *
   * @return whether nothing was lost silently
   */
  public boolean run(DemoPorts ports, DemoSetting setting) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(this::onInterrupt, "end-demo"));
    try (DemoRun run = new DemoRun(folder, startedNanos, this::say)) {
      run.start(ports, setting);
      welcome(run);
      show(run);
      return conclude(run);
    } finally {
      ended.countDown();
    }
  }

  private void onInterrupt() {
    interrupted.countDown();
    try {
      // The JVM ends when its hooks have ended; give the demo the time to end what it started.
      if (!ended.await(60, TimeUnit.SECONDS)) {
        System.err.println("The demo did not end within 60 s; its processes are ended by force.");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void welcome(DemoRun run) {
    say("both jobs run. Open");
    out.printf("    %-42s Flink: the jobs as graphs%n", run.flinkPage());
    out.printf("    %-42s the MES: what it received%n", run.plant().mes().pageUrl());
    out.printf("    %-42s the lathe's agent, raw%n", run.plant().latheUrl() + "/current");
    String command = "jobs/cli/target/resonance/bin/resonance";
    out.println("  Try in a second terminal");
    out.printf("    %s tail violations --from-beginning%n", command);
    out.printf("    %s tail inferences --max 3%n", command);
    out.printf("    %s check %s --connect%n", command, run.plantFile());
    out.println("  Ctrl-C ends it.");
    out.flush();
  }

  private void show(DemoRun run) throws Exception {
    boolean live = Boolean.getBoolean("resonance.live");
    DemoTable table =
        new DemoTable(
            out,
            live ? DemoTable.Drawing.IN_PLACE : DemoTable.Drawing.LINE_BY_LINE,
            List.of(
                SimulatedPlant.MILL_SERVER,
                SimulatedPlant.OVEN_SERVER,
                SimulatedPlant.LATHE_AGENT));
    DemoIncidents incidents = DemoIncidents.of(run.plant());
    long showStarted = System.nanoTime();
    long end = duration.map(d -> showStarted + d.toNanos()).orElse(Long.MAX_VALUE);
    while (System.nanoTime() < end && !interrupted.await(1, TimeUnit.SECONDS)) {
      long second = (System.nanoTime() - showStarted) / 1_000_000_000L;
      incidents.play(second, run.counts());
      if (live || second % LINES_EVERY_SECONDS == 0) {
        table.show(run.counts().snapshot(), run.ledger(), second);
      }
    }
  }

  /** Stops the machines, lets everything arrive, and draws up the balance. */
  private boolean conclude(DemoRun run) throws Exception {
    say("stopping the machines and waiting until everything they produced has arrived");
    DemoIncidents.settle(run.plant());
    run.plant().stopMachines();
    long deadline = System.nanoTime() + DRAIN_TIMEOUT.toNanos();
    DemoSummary summary = summary(run);
    while (!(summary.isSound() && summary.counts().isAnswered()) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(250);
      summary = summary(run);
    }
    summary.print(out);
    if (summaryFile.isPresent()) {
      summary.write(summaryFile.get());
    }
    say("ending the jobs, Kafka and the rest");
    return summary.isSound();
  }

  private DemoSummary summary(DemoRun run) {
    double startup = run.counts().firstInferenceNanos().orElse(-1) / 1e9;
    return new DemoSummary(
        run.counts().snapshot(),
        run.ledger().balance(),
        startup,
        (System.nanoTime() - startedNanos) / 1e9);
  }

  private void say(String step) {
    out.printf("[%5.1f s] %s%n", (System.nanoTime() - startedNanos) / 1e9, step);
    out.flush();
  }
}
