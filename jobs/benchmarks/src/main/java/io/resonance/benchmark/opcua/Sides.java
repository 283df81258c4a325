package io.resonance.benchmark.opcua;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.Stopwatch;
import io.resonance.benchmark.child.TemporaryFolder;
import io.resonance.benchmark.child.Workplace;
import io.resonance.benchmark.milo.LoadPlan;
import io.resonance.benchmark.milo.LoadServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures the sides of the rows, each in a process of its own with a server of its own, and each
 * only once however many rows it is part of.
 */
final class Sides {

  /** Values on their way between two questions at two processes: queues, messages in flight. */
  private static final long IN_FLIGHT = 1_000_000;

  /** Share of the values by which two processes that are asked one after the other may differ. */
  private static final double TOLERANCE = 0.05;

  private final Effort effort;
  private final Pinning pinning;
  private final Timing timing;
  private final Map<Side, List<Stopwatch.Window>> measured = new HashMap<>();

  Sides(Effort effort, Pinning pinning) {
    this.effort = effort;
    this.pinning = pinning;
    this.timing = Timing.of(effort);
  }

  /**
   * What is measured.
   *
   * @param client who takes the values
   * @param plan what the server offers
   * @param measuresLatency whether the client looks at the age of each value
   */
  record Side(Client client, LoadPlan plan, boolean measuresLatency) {}

  /** Values per CPU-second in each run. */
  List<Double> perCpuSecond(String row, Client client, LoadPlan plan)
      throws InterruptedException, IOException {
    return windows(row, new Side(client, plan, false)).stream()
        .map(window -> window.client().perCpuSecond(client.valuesTotal()))
        .toList();
  }

  /** What a side and its server did in each run. */
  List<Stopwatch.Window> windows(String row, Side side) throws InterruptedException, IOException {
    List<Stopwatch.Window> known = measured.get(side);
    if (known == null) {
      known = measure(row, side);
      measured.put(side, known);
    }
    return known;
  }

  private List<Stopwatch.Window> measure(String row, Side side)
      throws InterruptedException, IOException {
    Stopwatch stopwatch = new Stopwatch(effort, row);
    List<Stopwatch.Window> windows = new ArrayList<>();
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Workplace workplace = new Workplace(pinning, folder.path());
      effort.progress().accept("%s: starting the %s".formatted(row, side.client().label()));
      try (ChildProcess server = side.plan().startServer(workplace);
          ChildProcess client =
              side.client().start(workplace, side.plan(), server, side.measuresLatency())) {
        stopwatch.awaitFirst(client, side.client().valuesTotal());
        TimeUnit.SECONDS.sleep(timing.warmUpSeconds());
        for (int run = 1; run <= effort.runs(); run++) {
          Stopwatch.Window window = stopwatch.window(client, server, timing.windowSeconds());
          String what = "%s %d/%d".formatted(side.client().label(), run, effort.runs());
          stopwatch.report(what, window, side.client().valuesTotal());
          requireAll(side.client(), window);
          windows.add(window);
        }
      }
    }
    return windows;
  }

  /** The client must have got what the server has sent meanwhile, and nothing may be lost. */
  private static void requireAll(Client client, Stopwatch.Window window) {
    client.requireAll(window.client());
    long got = window.client().amount(client.valuesTotal());
    long sent = window.server().amount(LoadServer.VALUES);
    if (got == 0 || Math.abs(got - sent) > IN_FLIGHT + TOLERANCE * sent) {
      throw new BenchmarkFailedException(
          String.format(
              Locale.ROOT,
              "The server sent %,d values, but the %s got %,d meanwhile.",
              sent,
              client.label(),
              got));
    }
  }
}
