package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.Measurement;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.TemporaryFolder;
import io.resonance.benchmark.child.Workplace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Two hundred agents with a hundred observations a second each, all on one subtask: what the
 * process costs, beside one that reads the same streams and throws them away. Both run at the same
 * time, for both leave the core idle most of the time.
 */
final class FanIn {
  static final String ROW = "fan-in-200";
  static final String THREADS_ROW = "fan-in-200-threads";

  /** Least time between two documents of an agent, the default of the source. */
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private static final int AGENTS = 200;
  private static final int PACE = 100;

  /** Share of the observations that have to arrive within the time in which they were made. */
  private static final double ALL_BUT_LATE = 0.9;

  private static final int CONNECT_SECONDS = 120;

  private final Effort effort;
  private final Pinning pinning;
  private final int warmUpSeconds;
  private final int windowSeconds;

  FanIn(Effort effort, Pinning pinning) {
    this.effort = effort;
    this.pinning = pinning;
    boolean full = effort.length() == Effort.Length.FULL;
    this.warmUpSeconds = full ? 30 : 2;
    this.windowSeconds = full ? 10 : 2;
  }

  /** What was measured of one side, run by run. */
  private record Cost(List<Double> percents, List<Double> threads) {
    Cost() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** Both rows. */
  List<BenchmarkRow> measure() throws InterruptedException, IOException {
    Cost ours = new Cost();
    Cost bare = new Cost();
    effort.progress().accept("%s: %s".formatted(ROW, pinning.describe()));
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Workplace workplace = new Workplace(pinning, folder.path());
      try (ChildProcess fleet = Sides.fleet(workplace, AGENTS, PACE);
          ChildProcess discarding = Sides.discarding(workplace, fleet, INTERVAL);
          ChildProcess source = Sides.source(workplace, fleet, SourceJob.SOURCE, INTERVAL)) {
        awaitAll(source);
        TimeUnit.SECONDS.sleep(warmUpSeconds);
        for (int run = 1; run <= effort.runs(); run++) {
          Map<String, Long> fleetBefore = fleet.totals();
          Map<String, Long> sourceBefore = source.totals();
          Map<String, Long> bareBefore = discarding.totals();
          TimeUnit.SECONDS.sleep(windowSeconds);
          Map<String, Long> sourceAfter = source.totals();
          Map<String, Long> bareAfter = discarding.totals();
          requireAll(
              Measurement.between(fleetBefore, fleet.totals()),
              Measurement.between(sourceBefore, sourceAfter));
          add(run, "source", sourceBefore, sourceAfter, ours);
          add(run, "reading and discarding", bareBefore, bareAfter, bare);
        }
      }
    }
    List<BenchmarkRow> rows = new ArrayList<>();
    if (effort.wants(ROW)) {
      rows.add(BenchmarkRow.of(ROW, "% of a core", ours.percents(), bare.percents()));
    }
    if (effort.wants(THREADS_ROW)) {
      rows.add(BenchmarkRow.of(THREADS_ROW, "threads", ours.threads(), bare.threads()));
    }
    return rows;
  }

  /** Returns when as many observations arrive in a second as are made. */
  private static void awaitAll(ChildProcess source) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CONNECT_SECONDS);
    while (true) {
      Map<String, Long> before = source.totals();
      TimeUnit.SECONDS.sleep(2);
      if (isComplete(Measurement.between(before, source.totals()))) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new BenchmarkFailedException(
            "The source did not read %d agents within %d s. The last lines of its output:%n%s"
                .formatted(AGENTS, CONNECT_SECONDS, source.lastLines()));
      }
    }
  }

  private static boolean isComplete(Measurement measured) {
    return measured.amounts().getOrDefault(SourceJob.OBSERVATIONS, 0L)
        >= ALL_BUT_LATE * AGENTS * PACE * measured.wallSeconds();
  }

  private static void requireAll(Measurement fleet, Measurement source) {
    long made = fleet.amount(FleetServer.PRODUCED);
    if (made < ALL_BUT_LATE * AGENTS * PACE * fleet.wallSeconds()) {
      throw new BenchmarkFailedException(
          "The agents made only %d observations in %.1f s instead of %d a second; look for other load on this machine."
              .formatted(made, fleet.wallSeconds(), AGENTS * PACE));
    }
    long gaps = source.amounts().getOrDefault(SourceJob.GAPS, 0L);
    if (!isComplete(source) || gaps > 0) {
      throw new BenchmarkFailedException(
          "The source got %d of %d observations in %.1f s, and %d gaps."
              .formatted(source.amount(SourceJob.OBSERVATIONS), made, source.wallSeconds(), gaps));
    }
  }

  private void add(
      int run, String side, Map<String, Long> before, Map<String, Long> after, Cost cost) {
    double percent = Measurement.between(before, after).cores() * 100;
    double threads = after.get(Threads.STARTED);
    cost.percents().add(percent);
    cost.threads().add(threads);
    effort
        .progress()
        .accept(
            String.format(
                Locale.ROOT,
                "%s: %s %d/%d: %.1f %% of a core, %.0f threads",
                ROW,
                side,
                run,
                effort.runs(),
                percent,
                threads));
  }
}
