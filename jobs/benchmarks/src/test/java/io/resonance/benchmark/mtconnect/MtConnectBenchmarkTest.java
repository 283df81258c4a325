package io.resonance.benchmark.mtconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The shortest cut of the rows that need no other process. */
class MtConnectBenchmarkTest {

  @Test
  void measuresTheParsers() throws Exception {
    List<String> progress = new ArrayList<>();
    List<BenchmarkRow> rows =
        new MtConnectBenchmark()
            .run(new Effort(1, Effort.Length.QUICK, Set.of("parse-fallback"), progress::add));
    assertThat(rows)
        .as("%s", progress)
        .extracting(BenchmarkRow::row)
        .containsExactly("parse-fallback");
    assertThat(rows.get(0).value()).isPositive();
    assertThat(rows.get(0).baseline()).isPositive();
  }
}
