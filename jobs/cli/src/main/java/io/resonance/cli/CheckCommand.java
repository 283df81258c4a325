package io.resonance.cli;

import io.resonance.job.plant.Connections;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.load.PlantFileLoader;
import io.resonance.schema.plant.load.PlantFileResult;
import io.resonance.schema.plant.load.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports everything that is wrong with a plant file at once. */
@Command(
    name = "check",
    description = {
      "Reports every problem of a plant file at once, with line, value, reason and next step.",
      "Exit code 0 if a job could start with it, 1 if not."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The plant file.")
  private Path file;

  @Option(
      names = "--connect",
      description =
          "Also connect to every server, agent, Kafka, the registry and the MES, as the job would.")
  private boolean connect;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PlantFileResult result = new PlantFileLoader(new PlantVocabulary()).load(file);
    result.problems().forEach(problem -> out.println(problem.render()));
    if (!(result instanceof PlantFileResult.Accepted accepted)) {
      long errors =
          result.problems().stream().filter(p -> p.severity() == Problem.Severity.ERROR).count();
      out.printf("%s: %d %s%n", file, errors, errors == 1 ? "error" : "errors");
      out.flush();
      return CommandLine.ExitCode.SOFTWARE;
    }
    PlantFile plant = accepted.plantFile();
    out.printf(
        "%s: in order; %d OPC UA servers, %d MTConnect agents, %d equipment, %d models%n",
        file,
        plant.opcua().servers().size(),
        plant.mtconnect().agents().size(),
        plant.equipment().size(),
        plant.models().size());
    out.flush();
    return connect ? reach(plant, out) : CommandLine.ExitCode.OK;
  }

  private static int reach(PlantFile plant, PrintWriter out) {
    List<String> failures =
        Connections.check(
            plant,
            line -> {
              out.println(line);
              out.flush();
            });
    failures.forEach(failure -> out.println("error: " + failure));
    out.flush();
    return failures.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
