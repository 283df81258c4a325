package io.resonance.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {

  private static final BenchmarkRow ROW = new BenchmarkRow("row", 2, "unit", 1, 2, 1, 0);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void runsTheBenchmarkAndWritesItsRows(@TempDir Path folder) throws IOException {
    Path json = folder.resolve("rows.json");
    assertThat(run("good", "--json", json.toString(), "--runs", "5")).isZero();
    assertThat(text(out)).startsWith("row ").contains("ratio 2.00");
    assertThat(text(err)).isEqualTo("5 runs of [], FULL\n");
    assertThat(Files.readString(json)).contains("\"row\" : \"row\"");
  }

  @Test
  void measuresOnceWhenItHasToBeQuick() {
    assertThat(run("good", "--quick")).isZero();
    assertThat(text(err)).isEqualTo("1 runs of [], QUICK\n");
  }

  @Test
  void measuresAsOftenAsTheBenchmarkDoesByItself() {
    assertThat(run("good")).isZero();
    assertThat(text(err)).isEqualTo("7 runs of [], FULL\n");
  }

  @Test
  void measuresTheRowsThatAreWanted() {
    assertThat(run("good", "--rows", "row")).isZero();
    assertThat(text(err)).isEqualTo("7 runs of [row], FULL\n");
  }

  @Test
  void namesARowThatDoesNotExist() {
    assertThat(run("good", "--rows", "row,column")).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo("error: good failed: It has no row 'column' but row, other-row.\n");
  }

  @Test
  void endsWithOneAndReportsNothingWhenAMeasurementFailed(@TempDir Path folder) {
    Path json = folder.resolve("rows.json");
    assertThat(run("bad", "--json", json.toString())).isEqualTo(1);
    assertThat(text(out)).isEmpty();
    assertThat(text(err)).isEqualTo("error: bad failed: The server went away.\n");
    assertThat(json).doesNotExist();
  }

  @Test
  void refusesAFileItCannotWriteBeforeItMeasures(@TempDir Path folder) {
    assertThat(run("good", "--json", folder.toString())).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "error: good failed: The file %s cannot be written; choose another one for --json.\n",
            folder);
  }

  @Test
  void namesABenchmarkThatDoesNotExist() {
    assertThat(run("fast")).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo(
            "error: There is no benchmark 'fast'; `benchmarks.jar list` names those there are.\n");
  }

  @Test
  void saysWhatIsWrongWithAnArgument() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("good", "--fast")).isEqualTo(2);
    assertThat(run("good", "bad")).isEqualTo(2);
    assertThat(run("good", "--runs", "0")).isEqualTo(2);
    assertThat(run("good", "--runs", "many")).isEqualTo(2);
    assertThat(run("good", "--json")).isEqualTo(2);
    assertThat(text(err).lines())
        .containsExactly(
            "error: Name a benchmark; `benchmarks.jar list` names those there are.",
            "error: There is no option --fast; see --help.",
            "error: 'good' and 'bad' are two benchmarks; name one at a time.",
            "error: --runs is '0'; write a whole number from 1 to 99.",
            "error: --runs is 'many'; write a whole number from 1 to 99.",
            "error: The option --json needs a value; see --help.");
  }

  @Test
  void listsTheBenchmarks() {
    assertThat(run("list")).isZero();
    assertThat(text(out).lines())
        .containsExactly(
            "good       measures well",
            "           7 runs of row, other-row",
            "bad        fails",
            "           3 runs of row");
  }

  @Test
  void explainsItself() {
    assertThat(run("--help")).isZero();
    assertThat(text(out))
        .startsWith("Usage: java -jar benchmarks.jar NAME")
        .contains("--json FILE");
  }

  private int run(String... arguments) {
    return Benchmarks.run(List.of(new Good(), new Bad()), arguments, print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream from) {
    return from.toString(StandardCharsets.UTF_8);
  }

  private record Good() implements Benchmark {
    @Override
    public String name() {
      return "good";
    }

    @Override
    public String summary() {
      return "measures well";
    }

    @Override
    public List<String> rows() {
      return List.of("row", "other-row");
    }

    @Override
    public int runs() {
      return 7;
    }

    @Override
    public List<BenchmarkRow> run(Effort effort) {
      effort
          .progress()
          .accept("%d runs of %s, %s".formatted(effort.runs(), effort.rows(), effort.length()));
      return List.of(ROW);
    }
  }

  private record Bad() implements Benchmark {
    @Override
    public String name() {
      return "bad";
    }

    @Override
    public String summary() {
      return "fails";
    }

    @Override
    public List<String> rows() {
      return List.of("row");
    }

    @Override
    public List<BenchmarkRow> run(Effort effort) {
      throw new BenchmarkFailedException("The server went away.");
    }
  }
}
