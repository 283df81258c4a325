package io.resonance.cli.control;

import io.resonance.schema.control.ControlDesk;
import io.resonance.schema.control.Orders;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.ControlOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Who gives an order and how long its answer is waited for. */
public final class OrderOption {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who orders it; others read the name. Default: the user of this computer.")
  private String person = System.getProperty("user.name", "");

  @Option(
      names = "--timeout",
      paramLabel = "D",
      description = "How long to wait for the job's answer. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofSeconds(60);

  /** Makes orders in the person's name. */
  public Orders orders() {
    if (person.isBlank()) {
      throw new StartRefusedException("Who orders it? Name yourself with --by NAME.");
    }
    return new Orders(person.strip(), Clock.systemUTC());
  }

  /** Gives an order, prints what the job answers, and says whether it was carried out. */
  public int give(CommandLine command, PlantFile plant, ControlCommand order)
      throws IOException, InterruptedException {
    Optional<ControlAnswer> answer;
    try (ControlDesk desk = new ControlDesk(plant)) {
      answer = desk.order(order, timeout);
    }
    if (answer.isEmpty()) {
      throw new StartRefusedException(
          "The order %s was written, but no answer came within %d s. Does the plant job run? It reads the order when it starts; `resonance tail control-answers --from-beginning` shows what it answers."
              .formatted(order.getCommandId(), timeout.toSeconds()));
    }
    if (answer.get().getOutcome() != ControlOutcome.ACCEPTED) {
      throw new StartRefusedException(
          "refused: %s%n%s".formatted(answer.get().getDetail(), answer.get().getNextStep()));
    }
    PrintWriter out = command.getOut();
    out.println(answer.get().getDetail());
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  /**
   * A time as people write it.
   *
   * @param option its name, for the message
   */
  public static Instant time(String text, String option) {
    try {
      return Instant.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new StartRefusedException(
          "%s %s is no time; write it in UTC, such as 2026-12-01T06:00:00Z."
              .formatted(option, text),
          e);
    }
  }
}
