package io.resonance.cli.violations;

import io.resonance.cli.PlantFileOption;
import io.resonance.cli.control.OrderOption;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.Violation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says that somebody takes care of a violation. */
@Command(
    name = "ack",
    description = "Says that you have seen a violation and take care of it.",
    mixinStandardHelpOptions = true)
final class ViolationsAckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;
  @Mixin private OrderOption order;

  @Parameters(paramLabel = "ID", description = "Its id, or the first letters of it.")
  private String id;

  @Option(names = "--comment", paramLabel = "TEXT", description = "What you do about it.")
  private String comment;

  @Override
  public Integer call() throws Exception {
    PlantFile plant = plantFile.load(spec.commandLine());
    Violation violation =
        PresentViolations.read(plant, spec.commandLine().getErr()::println).find(id);
    return order.give(spec.commandLine(), plant, order.orders().acknowledge(violation, comment));
  }
}
