package io.resonance.conform.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs as in Nelson's paper, in standard deviations; each is broken by its last value. */
class RunsTestTest {

  @ParameterizedTest(name = "rule {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1|0.1 -0.2 3.1",
        "2|0.1 0.2 0.1 0.3 0.1 0.2 0.4 0.1 0.2",
        "3|-1.2 -0.9 -0.1 0.1 0.5 0.9",
        "4|1 -1 1 -1 1 -1 1 -1 1 -1 1 -1 1 -1",
        "5|2.5 0.1 2.1",
        "6|1.5 1.2 0.1 1.1 1.3",
        "7|0.1 -0.2 0.3 0.3 -0.4 0.5 0.1 0.2 -0.3 -0.4 0.5 0.6 -0.7 -0.1 0.2",
        "8|1.1 -1.2 1.3 -1.4 1.5 1.6 -1.7 1.1",
      })
  void findsEachRunAndNotTheOneThatIsShorter(int rule, String values) {
    double[] run = Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
    RunsTest only = new RunsTest(Set.of(rule), true, 0, 1, 100);
    assertThat(only.broken(run)).hasValue(rule);
    assertThat(only.broken(Arrays.copyOf(run, run.length - 1))).isEmpty();
    double[] ended = Arrays.copyOf(run, run.length);
    ended[run.length - 1] = rule == 7 ? 1.5 : rule == 3 || rule == 4 ? run[run.length - 2] : 0;
    assertThat(only.broken(ended)).isEmpty();
  }
}
