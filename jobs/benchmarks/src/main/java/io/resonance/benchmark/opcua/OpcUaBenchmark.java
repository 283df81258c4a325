package io.resonance.benchmark.opcua;

import io.resonance.benchmark.Benchmark;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.Latencies;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.Stopwatch;
import io.resonance.benchmark.milo.LoadPlan;
import io.resonance.benchmark.milo.Protection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the OPC UA source costs beside Milo's own client, and beside a client for Node.js. */
public final class OpcUaBenchmark implements Benchmark {

  private static final String PER_CPU_SECOND = "values/cpu-s";
  private static final LoadPlan PLAIN = LoadPlan.SATURATED;
  private static final LoadPlan ENCRYPTED = PLAIN.encrypted();
  private static final LoadPlan SMALL = PLAIN.inMessagesOf(1_000);

  /** 100,000 values a second, and room for those that come while a client is still starting. */
  private static final LoadPlan STEADY = new LoadPlan(1, "10", Protection.NONE, 100, 10, 0);

  private static final String PEER = "peer-node-opcua";
  private static final String LATENCY = "latency-p99";

  private static final List<Throughput> THROUGHPUTS =
      List.of(
          new Throughput("source-60k", Client.SOURCE, PLAIN),
          new Throughput("path-60k", Client.PATH, PLAIN),
          new Throughput("source-60k-encrypted", Client.SOURCE, ENCRYPTED),
          new Throughput("path-60k-encrypted", Client.PATH, ENCRYPTED),
          new Throughput("source-1k", Client.SOURCE, SMALL));

  /** A row that compares values per CPU-second with those of Milo's listener. */
  private record Throughput(String row, Client client, LoadPlan plan) {}

  @Override
  public String name() {
    return "opcua";
  }

  @Override
  public String summary() {
    return "the OPC UA source, alone and up to normalize, against a bare Milo batch listener";
  }

  @Override
  public int runs() {
    return 5;
  }

  @Override
  public List<String> rows() {
    List<String> rows = new ArrayList<>(THROUGHPUTS.stream().map(Throughput::row).toList());
    rows.addAll(List.of(PEER, FanIn.ROW, FanIn.HEAP_ROW, LATENCY));
    return rows;
  }

  @Override
  public List<BenchmarkRow> run(Effort effort) throws Exception {
    Pinning pinning = Pinning.ofThisMachine();
    effort.progress().accept(pinning.describe());
    Sides sides = new Sides(effort, pinning);
    List<BenchmarkRow> rows = new ArrayList<>();
    for (Throughput wanted : THROUGHPUTS) {
      if (effort.wants(wanted.row())) {
        rows.add(
            BenchmarkRow.of(
                wanted.row(),
                PER_CPU_SECOND,
                sides.perCpuSecond(wanted.row(), wanted.client(), wanted.plan()),
                sides.perCpuSecond(wanted.row(), Client.LISTENER, wanted.plan())));
      }
    }
    if (effort.wants(PEER)) {
      rows.addAll(peer(effort, pinning, sides));
    }
    if (effort.wants(FanIn.ROW) || effort.wants(FanIn.HEAP_ROW)) {
      rows.addAll(new FanIn(effort, pinning).measure());
    }
    if (effort.wants(LATENCY)) {
      rows.add(
          BenchmarkRow.of(
              LATENCY, "ms", latencies(sides, Client.PATH), latencies(sides, Client.LISTENER)));
    }
    return rows;
  }

  private static List<BenchmarkRow> peer(Effort effort, Pinning pinning, Sides sides)
      throws InterruptedException, IOException {
    NodePeer peer = new NodePeer(effort, pinning);
    if (!peer.isThere()) {
      return List.of();
    }
    return List.of(
        BenchmarkRow.of(
            PEER,
            PER_CPU_SECOND,
            sides.perCpuSecond(PEER, Client.SOURCE, PLAIN),
            peer.perCpuSecond(PEER, PLAIN)));
  }

  /** p99 of each run, from the source time of a value to its arrival behind the keyed operator. */
  private static List<Double> latencies(Sides sides, Client client)
      throws InterruptedException, IOException {
    List<Double> percentiles = new ArrayList<>();
    for (Stopwatch.Window window : sides.windows(LATENCY, new Sides.Side(client, STEADY, true))) {
      percentiles.add(Latencies.percentileMillis(window.client(), 0.99));
    }
    return percentiles;
  }
}
