package io.resonance.benchmark.opcua;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.Measurement;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.Stopwatch;
import io.resonance.benchmark.child.TemporaryFolder;
import io.resonance.benchmark.child.Workplace;
import io.resonance.benchmark.milo.ListenerClient;
import io.resonance.benchmark.milo.Load;
import io.resonance.benchmark.milo.LoadPlan;
import io.resonance.benchmark.milo.Protection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A hundred servers with a hundred items each that change once a second, all on one subtask: what
 * its process costs in CPU time and heap, beside one with Milo's client. Both run at the same time,
 * for both leave the core idle most of the time.
 */
final class FanIn {

  static final String ROW = "fan-in-100";
  static final String HEAP_ROW = "fan-in-100-heap";

  private static final int SERVERS = 100;

  /** One server process listens on all ports; a client sees a hundred servers. */
  private static final LoadPlan PLAN = new LoadPlan(SERVERS, "1", Protection.NONE, 10, 1_000, 0);

  /** Share of the values that have to arrive within the time in which they were sent. */
  private static final double ALL_BUT_LATE = 0.8;

  private static final int CONNECT_SECONDS = 120;

  /** The longest wait for the compiler. */
  private static final int COMPILE_SECONDS = 90;

  private final Effort effort;
  private final Pinning pinning;
  private final Timing timing;

  FanIn(Effort effort, Pinning pinning) {
    this.effort = effort;
    this.pinning = pinning;
    this.timing = Timing.of(effort);
  }

  /** What was measured of one client, run by run. */
  private record Cost(List<Double> percents, List<Double> bytes) {
    Cost() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** Both rows. */
  List<BenchmarkRow> measure() throws InterruptedException, IOException {
    Cost ours = new Cost();
    Cost milos = new Cost();
    effort.progress().accept(ROW + ": connecting to " + SERVERS + " servers with both clients");
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Workplace workplace = new Workplace(pinning, folder.path());
      try (ChildProcess server = PLAN.startServer(workplace);
          ChildProcess listener = Client.LISTENER.start(workplace, PLAN, server, false);
          ChildProcess source = Client.SOURCE.start(workplace, PLAN, server, false)) {
        awaitAll(Client.LISTENER, listener);
        awaitAll(Client.SOURCE, source);
        TimeUnit.SECONDS.sleep(timing.warmUpSeconds());
        if (effort.length() == Effort.Length.FULL) {
          // so few messages a second take minutes to be compiled, which costs more than they do
          new Stopwatch(effort, ROW).awaitCompiled(source, COMPILE_SECONDS);
        }
        for (int run = 1; run <= effort.runs(); run++) {
          window(run, source, ours, listener, milos);
        }
      }
    }
    List<BenchmarkRow> rows = new ArrayList<>();
    if (effort.wants(ROW)) {
      rows.add(BenchmarkRow.of(ROW, "% of a core", ours.percents(), milos.percents()));
    }
    if (effort.wants(HEAP_ROW)) {
      rows.add(BenchmarkRow.of(HEAP_ROW, "bytes/connection", ours.bytes(), milos.bytes()));
    }
    return rows;
  }

  /** Returns when as many values arrive in a second as are sent. */
  private static void awaitAll(Client client, ChildProcess process) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CONNECT_SECONDS);
    while (true) {
      Map<String, Long> before = process.totals();
      TimeUnit.SECONDS.sleep(2);
      if (isComplete(client, Measurement.between(before, process.totals()))) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new BenchmarkFailedException(
            "The %s did not connect to %d servers within %d s. The last lines of its output:%n%s"
                .formatted(client.label(), SERVERS, CONNECT_SECONDS, process.lastLines()));
      }
    }
  }

  private static boolean isComplete(Client client, Measurement measurement) {
    return measurement.amounts().getOrDefault(client.valuesTotal(), 0L)
        >= ALL_BUT_LATE * Load.VARIABLES * measurement.wallSeconds();
  }

  private void window(int run, ChildProcess source, Cost ours, ChildProcess listener, Cost milos)
      throws InterruptedException {
    Map<String, Long> sourceBefore = source.totals();
    Map<String, Long> listenerBefore = listener.totals();
    TimeUnit.SECONDS.sleep(timing.windowSeconds());
    Measurement ofSource = Measurement.between(sourceBefore, source.totals());
    Measurement ofListener = Measurement.between(listenerBefore, listener.totals());
    add(run, Client.SOURCE, source, ofSource, ours);
    add(run, Client.LISTENER, listener, ofListener, milos);
  }

  private void add(int run, Client client, ChildProcess process, Measurement measurement, Cost cost)
      throws InterruptedException {
    client.requireAll(measurement);
    if (!isComplete(client, measurement)) {
      throw new BenchmarkFailedException(
          "The %s got %d values in %.1f s instead of %d a second."
              .formatted(
                  client.label(),
                  measurement.amount(client.valuesTotal()),
                  measurement.wallSeconds(),
                  Load.VARIABLES));
    }
    double percent = measurement.cores() * 100;
    double bytes =
        (process.heapBytes() - Double.parseDouble(process.fact(ListenerClient.HEAP_BEFORE)))
            / SERVERS;
    cost.percents().add(percent);
    cost.bytes().add(bytes);
    effort
        .progress()
        .accept(
            String.format(
                Locale.ROOT,
                "%s: %s %d/%d: %.1f %% of a core for %,.0f values/s, %,.0f bytes of heap per connection",
                ROW,
                client.label(),
                run,
                effort.runs(),
                percent,
                measurement.perSecond(client.valuesTotal()),
                bytes));
  }
}
