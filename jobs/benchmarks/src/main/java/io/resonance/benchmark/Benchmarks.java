package io.resonance.benchmark;

import io.resonance.benchmark.child.ChildMain;
import io.resonance.benchmark.child.ChildPart;
import io.resonance.benchmark.infer.InferBenchmark;
import io.resonance.benchmark.mes.MesBenchmark;
import io.resonance.benchmark.mes.MesParts;
import io.resonance.benchmark.milo.MiloParts;
import io.resonance.benchmark.mtconnect.MtConnectBenchmark;
import io.resonance.benchmark.mtconnect.MtConnectParts;
import io.resonance.benchmark.opcua.OpcUaBenchmark;
import io.resonance.benchmark.opcua.OpcUaParts;
import io.resonance.benchmark.pipeline.PipelineBenchmark;
import io.resonance.benchmark.pipeline.PipelineParts;
import io.resonance.benchmark.stages.ConformBenchmark;
import io.resonance.benchmark.stages.StagesBenchmark;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command {@code java -jar benchmarks.jar}: runs one benchmark and prints its rows. Exit codes:
 * 0 for a measurement, 1 for one that failed, 2 for wrong arguments.
 */
public final class Benchmarks {

  private static final List<Benchmark> ALL =
      List.of(
          new OpcUaBenchmark(),
          new MtConnectBenchmark(),
          new PipelineBenchmark(),
          new ConformBenchmark(),
          new MesBenchmark(),
          new StagesBenchmark(),
          new InferBenchmark());

  private Benchmarks() {}

  /**
   * Runs the command; a JVM that a benchmark started as its child is told so by the first argument.
   */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals(ChildMain.FLAG)) {
      ChildMain.run(Arrays.copyOfRange(arguments, 1, arguments.length), parts());
    } else {
      System.exit(run(ALL, arguments, System.out, System.err));
    }
  }

  private static Map<String, ChildPart.Factory> parts() {
    Map<String, ChildPart.Factory> all = new HashMap<>(MiloParts.ALL);
    all.putAll(MtConnectParts.ALL);
    all.putAll(OpcUaParts.ALL);
    all.putAll(PipelineParts.ALL);
    all.putAll(MesParts.ALL);
    return all;
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
        known.forEach(benchmark -> out.print(listed(benchmark)));
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
                        "error: There is no benchmark '%s'; `benchmarks.jar list` names those there"
                            + " are.%n",
                        request.name());
                    return 2;
                  });
    };
  }

  private static String listed(Benchmark benchmark) {
    return "%-10s %s%n           %d runs of %s%n"
        .formatted(
            benchmark.name(),
            benchmark.summary(),
            benchmark.runs(),
            String.join(", ", benchmark.rows()));
  }

  private static void requireKnownRows(Benchmark benchmark, Request request) {
    for (String row : request.rows()) {
      if (!benchmark.rows().contains(row)) {
        throw new BenchmarkFailedException(
            "It has no row '%s' but %s.".formatted(row, String.join(", ", benchmark.rows())));
      }
    }
  }

  private static int runs(Benchmark benchmark, Request request) {
    return request
        .runs()
        .orElseGet(() -> request.length() == Effort.Length.QUICK ? 1 : benchmark.runs());
  }

  private static int measure(
      Benchmark benchmark, Request request, PrintStream out, PrintStream err) {
    try {
      request.json().ifPresent(RowsJson::requireWritable);
      requireKnownRows(benchmark, request);
      List<BenchmarkRow> rows =
          benchmark.run(
              new Effort(runs(benchmark, request), request.length(), request.rows(), err::println));
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
