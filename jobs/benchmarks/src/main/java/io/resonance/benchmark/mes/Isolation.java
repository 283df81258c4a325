package io.resonance.benchmark.mes;

import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.Latencies;
import io.resonance.benchmark.child.Measurement;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.TemporaryFolder;
import io.resonance.benchmark.child.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long messages take while the MES rejects those of one equipment and answers those of another
 * after 3 s, so that these pile up; beside the same load without the two. Lower is better.
 */
final class Isolation {

  static final String ROW = "isolation-p99";

  private static final int LANES = 100;
  private static final int PER_SECOND = 400;
  private static final double P99 = 0.99;

  private final Effort effort;
  private final Pinning pinning;
  private final int warmUpSeconds;
  private final int windowSeconds;

  Isolation(Effort effort, Pinning pinning) {
    this.effort = effort;
    this.pinning = pinning;
    boolean full = effort.length() == Effort.Length.FULL;
    this.warmUpSeconds = full ? 20 : 4;
    this.windowSeconds = full ? 15 : 2;
  }

  BenchmarkRow measure() throws InterruptedException, IOException {
    List<Double> disturbed = new ArrayList<>();
    List<Double> calm = new ArrayList<>();
    for (int run = 1; run <= effort.runs(); run++) {
      calm.add(p99(run, false));
      disturbed.add(p99(run, true));
    }
    return BenchmarkRow.of(ROW, "ms", disturbed, calm);
  }

  private double p99(int run, boolean disturbing) throws InterruptedException, IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Workplace workplace = new Workplace(pinning, folder.path());
      Map<String, String> settings =
          Map.of(
              DeliveryClient.LANES,
              "" + LANES,
              DeliveryClient.PER_SECOND,
              "" + PER_SECOND,
              DeliveryClient.DISTURBING,
              "" + disturbing);
      try (ChildProcess server = Sides.server(workplace);
          ChildProcess client = Sides.ours(workplace, server, settings)) {
        TimeUnit.SECONDS.sleep(warmUpSeconds);
        Map<String, Long> before = client.totals();
        TimeUnit.SECONDS.sleep(windowSeconds);
        Measurement window = Measurement.between(before, client.totals());
        Sides.requireOrder(server);
        double p99 = Latencies.percentileMillis(window, P99);
        effort
            .progress()
            .accept(
                String.format(
                    Locale.ROOT,
                    "%s: %s %d/%d: p99 %.1f ms at %,.0f messages/s",
                    ROW,
                    disturbing ? "disturbed" : "calm",
                    run,
                    effort.runs(),
                    p99,
                    window.perSecond(DeliveryClient.ACCEPTED)));
        return p99;
      }
    }
  }
}
