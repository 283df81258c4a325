package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.Measurement;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.Stopwatch;
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
 * Eight agents with ten thousand observations a second each, from the source to behind normalize:
 * what is left of the source's own throughput. Both jobs read the same agents at the same time.
 */
final class WholePath {
  static final String ROW = "path";

  private static final int AGENTS = 8;
  private static final int PACE = 10_000;
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final Effort effort;
  private final Pinning pinning;
  private final boolean full;

  WholePath(Effort effort, Pinning pinning) {
    this.effort = effort;
    this.pinning = pinning;
    this.full = effort.length() == Effort.Length.FULL;
  }

  BenchmarkRow measure() throws InterruptedException, IOException {
    List<Double> ours = new ArrayList<>();
    List<Double> sources = new ArrayList<>();
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Workplace workplace = new Workplace(pinning, folder.path());
      try (ChildProcess fleet = Sides.fleet(workplace, AGENTS, PACE);
          ChildProcess source = Sides.source(workplace, fleet, SourceJob.SOURCE, INTERVAL);
          ChildProcess path = Sides.source(workplace, fleet, SourceJob.PATH, INTERVAL)) {
        Stopwatch stopwatch = new Stopwatch(effort, ROW);
        stopwatch.awaitFirst(source, SourceJob.OBSERVATIONS);
        stopwatch.awaitFirst(path, SourceJob.OBSERVATIONS);
        stopwatch.awaitCompiled(path, full ? 60 : 1);
        for (int run = 1; run <= effort.runs(); run++) {
          Map<String, Long> sourceBefore = source.totals();
          Map<String, Long> pathBefore = path.totals();
          TimeUnit.SECONDS.sleep(full ? 10 : 2);
          sources.add(perCpuSecond(Measurement.between(sourceBefore, source.totals())));
          ours.add(perCpuSecond(Measurement.between(pathBefore, path.totals())));
          effort
              .progress()
              .accept(
                  String.format(
                      Locale.ROOT,
                      "%s %d/%d: %,.0f observations per CPU-second, the source alone %,.0f",
                      ROW,
                      run,
                      effort.runs(),
                      ours.get(run - 1),
                      sources.get(run - 1)));
        }
      }
    }
    return BenchmarkRow.of(ROW, "observations/cpu-s", ours, sources);
  }

  private static double perCpuSecond(Measurement measured) {
    if (measured.amounts().getOrDefault(SourceJob.GAPS, 0L) > 0) {
      throw new BenchmarkFailedException(
          "Observations were lost; look for other load on this machine.");
    }
    return measured.perCpuSecond(SourceJob.OBSERVATIONS);
  }
}
