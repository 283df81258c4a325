package io.resonance.benchmark;

import io.resonance.benchmark.child.ChildMain;
import io.resonance.benchmark.pipeline.PipelineBenchmark;
import io.resonance.benchmark.pipeline.PipelineParts;
import io.resonance.benchmark.stages.StagesBenchmark;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * The command {@code java -jar benchmarks.jar}: runs one benchmark and prints its rows. Exit codes:
 * 0 for a measurement, 1 for one that failed, 2 for wrong arguments.
 */
public final class Benchmarks {

  private static final List<Benchmark> ALL =
      List.of(new PipelineBenchmark(), new StagesBenchmark());

  private Benchmarks() {}

  /**
   * Runs the command; a JVM that a benchmark started as its child is told so by the first argument.
   */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals(ChildMain.FLAG)) {
      ChildMain.run(Arrays.copyOfRange(arguments, 1, arguments.length), PipelineParts::start);
    } else {
      System.exit(run(ALL, arguments, System.out, System.err));
    }
  }

  static int run(List<Benchmark> known, String[] arguments, PrintStream out, PrintStream err) {
    Request request;
    try {
      request = Request.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      err.println("error: " + wrong.getMessage());
      return 2;
    }
    return switch (request.action()) {
      case HELP -> {
        out.print(Request.USAGE);
        yield 0;
      }
      case LIST -> {
        known.forEach(benchmark -> out.printf("%-10s %s%n", benchmark.name(), benchmark.summary()));
        yield 0;
      }
      case RUN ->
          known.stream()
              .filter(benchmark -> benchmark.name().equals(request.name()))
              .findFirst()
              .map(benchmark -> measure(benchmark, request, out, err))
              .orElseGet(
                  () -> {
                    err.printf(
                        "error: There is no benchmark '%s'; `benchmarks.jar list` names those there are.%n",
                        request.name());
                    return 2;
                  });
    };
  }

  private static int measure(
      Benchmark benchmark, Request request, PrintStream out, PrintStream err) {
    try {
      request.json().ifPresent(RowsJson::requireWritable);
      List<BenchmarkRow> rows =
          benchmark.run(new Effort(request.runs(), request.length(), err::println));
      rows.forEach(row -> out.println(row.forPeople()));
      request.json().ifPresent(file -> RowsJson.write(rows, file));
      return 0;
    } catch (BenchmarkFailedException failed) {
      err.printf("error: %s failed: %s%n", benchmark.name(), failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      err.printf("error: %s was interrupted.%n", benchmark.name());
    } catch (Exception unexpected) {
      err.printf("error: %s failed unexpectedly:%n", benchmark.name());
      unexpected.printStackTrace(err);
    }
    return 1;
  }
}
