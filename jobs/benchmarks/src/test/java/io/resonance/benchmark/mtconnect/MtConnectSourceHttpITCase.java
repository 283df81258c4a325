package io.resonance.benchmark.mtconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A short cut of the benchmark: both sides run, and every observation arrives once. */
class MtConnectSourceHttpITCase {

  @Test
  void measuresTheSourceBesideItsParser() throws Exception {
    List<String> progress = new ArrayList<>();
    List<BenchmarkRow> rows =
        new MtConnectBenchmark()
            .run(new Effort(1, Effort.Length.QUICK, Set.of("source-http"), progress::add));
    assertThat(rows)
        .as("%s", progress)
        .extracting(BenchmarkRow::row)
        .containsExactly("source-http");
    assertThat(rows.get(0).value()).isPositive();
    assertThat(rows.get(0).baseline()).isPositive();
  }
}
