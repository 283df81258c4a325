package io.resonance.benchmark.mes;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.ChildProcess;
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
 * How many messages a second a MES takes by HTTPS from a thousand lanes, beside a bare client that
 * has as many requests under way. Both sides run one after the other, each with a MES of its own.
 */
final class Throughput {

  static final String ROW = "throughput";

  private static final int LANES = 1_000;
  private static final int UNBOUNDED = 1_000_000;

  private final Effort effort;
  private final Pinning pinning;
  private final int warmUpSeconds;
  private final int windowSeconds;

  Throughput(Effort effort, Pinning pinning) {
    this.effort = effort;
    this.pinning = pinning;
    boolean full = effort.length() == Effort.Length.FULL;
    this.warmUpSeconds = full ? 20 : 3;
    this.windowSeconds = full ? 10 : 2;
  }

  BenchmarkRow measure() throws InterruptedException, IOException {
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    effort.progress().accept("%s: %s".formatted(ROW, pinning.describe()));
    for (int run = 1; run <= effort.runs(); run++) {
      ours.add(rate(run, DeliveryClient.NAME));
      bare.add(rate(run, BareClient.NAME));
    }
    return BenchmarkRow.of(ROW, "messages/s", ours, bare);
  }

  private double rate(int run, String side) throws InterruptedException, IOException {
    boolean isOurs = side.equals(DeliveryClient.NAME);
    String counter = isOurs ? DeliveryClient.ACCEPTED : BareClient.ACCEPTED;
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Workplace workplace = new Workplace(pinning, folder.path());
      try (ChildProcess server = Sides.server(workplace);
          ChildProcess client =
              isOurs
                  ? Sides.ours(workplace, server, LANES, UNBOUNDED)
                  : Sides.bare(workplace, server, LANES)) {
        TimeUnit.SECONDS.sleep(warmUpSeconds);
        Map<String, Long> before = client.totals();
        TimeUnit.SECONDS.sleep(windowSeconds);
        Map<String, Long> after = client.totals();
        Measurement window = Measurement.between(before, after);
        if (isOurs) {
          Sides.requireOrder(server);
        } else if (after.get(BareClient.FAILED) > 0) {
          throw new BenchmarkFailedException(
              "The bare client failed %d times.".formatted(after.get(BareClient.FAILED)));
        }
        double rate = window.perSecond(counter);
        effort
            .progress()
            .accept(
                String.format(
                    Locale.ROOT,
                    "%s: %s %d/%d: %,.0f messages/s, %.2f cores",
                    ROW,
                    side,
                    run,
                    effort.runs(),
                    rate,
                    window.cores()));
        return rate;
      }
    }
  }
}
