package io.resonance.cli.violations;

import io.resonance.cli.PlantFileOption;
import io.resonance.cli.control.OrderOption;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers for it that a violation is not reported for a while. */
@Command(
    name = "waive",
    description = {
      "Answers for it that a violation is not reported until a time; it is reported at once if it"
          + " is still there then.",
      "The time is that of the values, which is not that of this computer where machines' clocks"
          + " are off."
    },
    mixinStandardHelpOptions = true)
final class ViolationsWaiveCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;
  @Mixin private OrderOption order;

  @Parameters(paramLabel = "ID", description = "Its id, or the first letters of it.")
  private String id;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it may stay as it is.")
  private String reason;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "End of the waiver, such as 2026-12-01T06:00:00Z.")
  private String until;

  @Option(names = "--for", paramLabel = "D", description = "Or how long from now, such as 8h.")
  private Duration duration;

  @Option(names = "--end", description = "End the waiver that is in force.")
  private boolean end;

  @Override
  public Integer call() throws Exception {
    Instant expiry = end ? Instant.EPOCH : expiry();
    PlantFile plant = plantFile.load(spec.commandLine());
    Violation violation =
        PresentViolations.read(plant, spec.commandLine().getErr()::println).find(id);
    ControlCommand command =
        end ? order.orders().endWaiver(violation) : order.orders().waive(violation, reason, expiry);
    return order.give(spec.commandLine(), plant, command);
  }

  private Instant expiry() {
    if (reason == null || reason.isBlank()) {
      throw new StartRefusedException("A waiver needs a reason. Add --reason TEXT.");
    }
    if ((until == null) == (duration == null)) {
      throw new StartRefusedException(
          "A waiver needs one end. Add --until TIME, such as 2026-12-01T06:00:00Z, or --for 8h.");
    }
    return until == null ? Instant.now().plus(duration) : OrderOption.time(until, "--until");
  }
}
