package io.resonance.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkRowTest {

  @Test
  void takesTheRatioOfEachPairBeforeItTakesTheMedian() {
    BenchmarkRow row =
        BenchmarkRow.of("r", "values/cpu-s", List.of(10.0, 40.0, 30.0), List.of(10.0, 20.0, 10.0));
    assertThat(row).isEqualTo(new BenchmarkRow("r", 30, "values/cpu-s", 10, 2, 3, 1));
  }

  @Test
  void refusesAMeasurementThatCannotBe() {
    for (double impossible : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> BenchmarkRow.of("r", "u", List.of(impossible), List.of(1.0)))
          .isInstanceOf(BenchmarkFailedException.class)
          .hasMessage(
              "A measurement of the row r gave %s, which cannot be; nothing is reported.",
              impossible);
    }
  }

  @Test
  void refusesAValueWithoutABaseline() {
    assertThatThrownBy(() -> BenchmarkRow.of("r", "u", List.of(1.0, 2.0), List.of(1.0)))
        .isInstanceOf(BenchmarkFailedException.class)
        .hasMessage("The row r has 2 values and 1 baselines; each value needs a baseline.");
  }

  @Test
  void isOneObjectOfAListInJson() throws IOException {
    BenchmarkRow row = new BenchmarkRow("pipeline-kafka", 1.5e6, "values/cpu-s", 3e6, 0.5, 3, 0.1);
    JsonNode list = new ObjectMapper().readTree(RowsJson.text(List.of(row)));
    assertThat(list.isArray()).isTrue();
    assertThat(list.size()).isEqualTo(1);
    assertThat(list.get(0).fieldNames())
        .toIterable()
        .containsExactly("row", "value", "unit", "baseline", "ratio", "runs", "spread");
    assertThat(list.get(0).get("row").textValue()).isEqualTo("pipeline-kafka");
    assertThat(list.get(0).get("value").doubleValue()).isEqualTo(1.5e6);
    assertThat(list.get(0).get("runs").isInt()).isTrue();
  }
}
