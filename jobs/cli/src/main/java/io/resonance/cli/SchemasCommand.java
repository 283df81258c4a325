package io.resonance.cli;

import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.registry.SchemaRegistry.Status;
import io.resonance.schema.registry.SchemaRegistry.Subject;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Registers the schemas of this release, or compares them with what is registered. */
@Command(
    name = "schemas",
    description = "Registers the schemas of the topics in the schema registry, or checks them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class SchemasCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Say register or check.");
  }

  @Command(
      description =
          "Registers what is missing (compatibility BACKWARD_TRANSITIVE); needs the right to write to the registry.",
      mixinStandardHelpOptions = true)
  int register(@Mixin PlantFileOption plantFile) throws Exception {
    PlantFile plant = plantFile.load(spec.commandLine());
    try (SchemaRegistry registry = new SchemaRegistry(plant.registry())) {
      print(registry.register(plant.kafka()), "registered now");
    }
    return CommandLine.ExitCode.OK;
  }

  @Command(
      description =
          "Compares the schemas of this release with the registry and changes nothing; exit code 1 if a job would not start.",
      mixinStandardHelpOptions = true)
  int check(@Mixin PlantFileOption plantFile) throws Exception {
    PlantFile plant = plantFile.load(spec.commandLine());
    try (SchemaRegistry registry = new SchemaRegistry(plant.registry())) {
      List<Subject> subjects = registry.check(plant.kafka());
      print(subjects, "missing; run `resonance schemas register`");
      boolean ready = subjects.stream().allMatch(subject -> subject.status() == Status.REGISTERED);
      return ready ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private void print(List<Subject> subjects, String missing) {
    PrintWriter out = spec.commandLine().getOut();
    for (Subject subject : subjects) {
      String status =
          switch (subject.status()) {
            case REGISTERED -> "registered, " + subject.detail();
            case MISSING -> missing;
            case INCOMPATIBLE -> "INCOMPATIBLE " + subject.detail();
          };
      out.printf("%-45s %s%n", subject.name(), status);
    }
    out.flush();
  }
}
