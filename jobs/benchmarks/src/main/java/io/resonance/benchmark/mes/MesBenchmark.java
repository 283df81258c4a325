package io.resonance.benchmark.mes;

import io.resonance.benchmark.Benchmark;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.Pinning;
import java.util.ArrayList;
import java.util.List;

/** What the delivery to a MES costs beside a bare HTTP client, and how lanes disturb each other. */
public final class MesBenchmark implements Benchmark {

  @Override
  public String name() {
    return "mes";
  }

  @Override
  public String summary() {
    return "the delivery to a MES over HTTPS, against a bare java.net.http client";
  }

  @Override
  public List<String> rows() {
    return List.of(Throughput.ROW, Isolation.ROW, IdleLanes.ROW);
  }

  @Override
  public List<BenchmarkRow> run(Effort effort) throws Exception {
    List<BenchmarkRow> rows = new ArrayList<>();
    Pinning pinning = Pinning.ofThisMachine();
    if (effort.wants(Throughput.ROW)) {
      rows.add(new Throughput(effort, pinning).measure());
    }
    if (effort.wants(Isolation.ROW)) {
      rows.add(new Isolation(effort, pinning).measure());
    }
    if (effort.wants(IdleLanes.ROW)) {
      rows.add(IdleLanes.measure(effort, pinning));
    }
    return rows;
  }
}
