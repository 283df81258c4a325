package io.resonance.benchmark.mes;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.ChildProcess;
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
 * Bytes of heap for each equipment that has had a message and has none now: what the process needs
 * after one message of each of many equipments, less what it needed when it had had those of a few.
 * The baseline is what one is allowed, 1 KiB. Lower is better.
 */
final class IdleLanes {

  static final String ROW = "heap-per-lane";

  private static final double ALLOWED_BYTES = 1_024;
  private static final int PER_SECOND = 1_000;
  private static final int PATIENCE_SECONDS = 180;

  private IdleLanes() {}

  static BenchmarkRow measure(Effort effort, Pinning pinning)
      throws InterruptedException, IOException {
    int few = effort.length() == Effort.Length.FULL ? 5_000 : 500;
    int many = few * 7;
    List<Double> bytes = new ArrayList<>();
    List<Double> allowed = new ArrayList<>();
    for (int run = 1; run <= effort.runs(); run++) {
      long[] heap = heapAfter(pinning, few, many);
      long ofFew = heap[0];
      long ofMany = heap[1];
      double perLane = (ofMany - ofFew) / (double) (many - few);
      effort
          .progress()
          .accept(
              String.format(
                  Locale.ROOT,
                  "%s: %d/%d: %,d bytes after %d, %,d after %d lanes, %.1f each",
                  ROW,
                  run,
                  effort.runs(),
                  ofFew,
                  few,
                  ofMany,
                  many,
                  perLane));
      // a difference below the noise of the heap is told as a byte
      bytes.add(Math.max(1, perLane));
      allowed.add(ALLOWED_BYTES);
    }
    return BenchmarkRow.of(ROW, "bytes", bytes, allowed);
  }

  private static long[] heapAfter(Pinning pinning, int few, int many)
      throws InterruptedException, IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Workplace workplace = new Workplace(pinning, folder.path());
      Map<String, String> settings =
          Map.of(
              DeliveryClient.LANES,
              "" + many,
              DeliveryClient.PER_SECOND,
              "" + PER_SECOND,
              DeliveryClient.FEW_AFTER,
              "" + many);
      try (ChildProcess server = Sides.server(workplace);
          ChildProcess client = Sides.ours(workplace, server, settings)) {
        await(server, few);
        long ofFew = client.heapBytes();
        await(server, many);
        // what was under way and the checkpoint that held it
        TimeUnit.SECONDS.sleep(3);
        return new long[] {ofFew, client.heapBytes()};
      }
    }
  }

  private static void await(ChildProcess server, int lanes) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (server.totals().get(MesServer.EFFECTS) < lanes) {
      if (System.nanoTime() > deadline) {
        throw new BenchmarkFailedException(
            "The MES got %d of %d messages within %d s."
                .formatted(server.totals().get(MesServer.EFFECTS), lanes, PATIENCE_SECONDS));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
