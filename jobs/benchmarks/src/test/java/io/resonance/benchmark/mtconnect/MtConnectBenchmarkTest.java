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
    Set<String> wanted = Set.of("parse-scanner", "parse-fallback", "allocation");
    List<BenchmarkRow> rows =
        new MtConnectBenchmark().run(new Effort(1, Effort.Length.QUICK, wanted, progress::add));
    assertThat(rows)
        .as("%s", progress)
        .extracting(BenchmarkRow::row)
        .containsExactly("parse-scanner", "parse-fallback", "allocation");
    assertThat(rows).allSatisfy(row -> assertThat(row.value()).isPositive());
    // Bytes are bytes on any machine, however busy.
    assertThat(rows.get(2).value()).isLessThan(8);
  }
}
