package io.resonance.benchmark.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A short cut of the benchmark: both sides run, encrypted, and what arrives is what was sent. */
class OpcUaBenchmarkITCase {

  @Test
  void measuresBothSidesOfARow() throws Exception {
    List<String> progress = new ArrayList<>();
    List<BenchmarkRow> rows =
        new OpcUaBenchmark()
            .run(new Effort(1, Effort.Length.QUICK, Set.of("path-60k-encrypted"), progress::add));
    assertThat(rows)
        .as("%s", progress)
        .extracting(BenchmarkRow::row)
        .containsExactly("path-60k-encrypted");
    assertThat(rows.get(0).value()).isPositive();
    assertThat(rows.get(0).baseline()).isPositive();
  }

  @Test
  void namesItsRows() {
    assertThat(new OpcUaBenchmark().rows())
        .containsExactly(
            "source-60k",
            "path-60k",
            "source-60k-encrypted",
            "path-60k-encrypted",
            "source-1k",
            "peer-node-opcua",
            "fan-in-100",
            "fan-in-100-heap",
            "latency-p99");
  }
}
