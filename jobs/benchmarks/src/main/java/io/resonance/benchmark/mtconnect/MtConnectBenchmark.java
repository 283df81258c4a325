package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.Benchmark;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.Pinning;
import java.util.ArrayList;
import java.util.List;

/** What the MTConnect source costs beside a bare XML pull parser that builds nothing. */
public final class MtConnectBenchmark implements Benchmark {

  @Override
  public String name() {
    return "mtconnect";
  }

  @Override
  public String summary() {
    return "the MTConnect source and its parsers, against bare iteration with Aalto";
  }

  @Override
  public int runs() {
    return 5;
  }

  @Override
  public List<String> rows() {
    return List.of(
        Parsing.SCANNER,
        Parsing.FALLBACK,
        Parsing.ALLOCATION,
        SourceHttp.ROW,
        SourceHttp.FLOOR_ROW,
        FanIn.ROW,
        FanIn.THREADS_ROW,
        WholePath.ROW);
  }

  @Override
  public List<BenchmarkRow> run(Effort effort) throws Exception {
    List<BenchmarkRow> rows = new ArrayList<>(new Parsing(effort).measure());
    if (effort.wants(SourceHttp.ROW) || effort.wants(SourceHttp.FLOOR_ROW)) {
      rows.addAll(new SourceHttp(effort, Pinning.ofThisMachine()).measure());
    }
    if (effort.wants(FanIn.ROW) || effort.wants(FanIn.THREADS_ROW)) {
      rows.addAll(new FanIn(effort, Pinning.ofThisMachine()).measure());
    }
    if (effort.wants(WholePath.ROW)) {
      rows.add(new WholePath(effort, Pinning.ofThisMachine()).measure());
    }
    return rows;
  }
}
