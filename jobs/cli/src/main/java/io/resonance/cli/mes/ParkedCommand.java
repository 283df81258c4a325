package io.resonance.cli.mes;

import io.resonance.cli.PlantFileOption;
import io.resonance.cli.RecordJson;
import io.resonance.connector.mes.sink.ParkedMessage;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.DeliveryAttempt;
import io.resonance.schema.v1.MesMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the messages that the MES refused, and has them sent again or drops them. */
@Command(
    name = "parked",
    description = {
      "Shows the messages the MES refused or could not take, has them sent again, or drops them.",
      "Whatever is decided is written to the status topic, with who decided it and why."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ParkedCommand implements Runnable {

  private static final int SHORT_WORDS = 100;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say which command: list, show, replay, drop.");
  }

  @Command(
      description = "Lists the parked messages, the oldest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin PlantFileOption plantFile,
      @Option(
              names = "--equipment",
              paramLabel = "ID",
              defaultValue = "",
              description = "Those of this equipment only.")
          String equipment,
      @Option(names = "--json", description = "One line of JSON for each, with its payload.")
          boolean json)
      throws IOException {
    List<MesMessage> parked = read(plantFile, equipment).all();
    PrintWriter out = spec.commandLine().getOut();
    for (MesMessage message : parked) {
      out.println(json ? RecordJson.of(message).toString() : row(message));
    }
    if (!json) {
      out.printf("%d parked%n", parked.size());
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  @Command(
      description = "Shows a message with its history, the MES's words and its payload.",
      mixinStandardHelpOptions = true)
  int show(
      @Mixin PlantFileOption plantFile,
      @Parameters(paramLabel = "BODID", description = "The message; its beginning will do.")
          String bodId)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    MesMessage message = read(plantFile, "").named(List.of(bodId)).get(0);
    out.printf("BODID      %s%n", message.getBodId());
    out.printf("message    %s%s%n", message.getVerb(), message.getNoun());
    out.printf("equipment  %s (%s)%n", message.getEquipment(), message.getHierarchyScope());
    out.printf("made of    %s %s%n", message.getRecordType(), message.getRecordId());
    out.printf("made at    %s%n", message.getCreatedAt());
    out.printf("state      %s%n", message.getState());
    out.printf("the MES    %s%n", words(message));
    for (DeliveryAttempt attempt : message.getAttempts()) {
      String status = attempt.getHttpStatus() == null ? "---" : attempt.getHttpStatus().toString();
      out.printf("  %s  %s  %s%n", attempt.getAt(), status, attempt.getOutcome());
    }
    out.println(message.getPayload());
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  @Command(
      description = {
        "Has messages sent again, under the same BODID and behind what waits for their equipment.",
        "Correct what the MES complained about before; what it refuses again is parked again."
      },
      mixinStandardHelpOptions = true)
  int replay(
      @Mixin PlantFileOption plantFile,
      @Parameters(paramLabel = "BODID", arity = "0..*", description = "The messages.")
          List<String> bodIds,
      @Option(names = "--all", description = "All of them.") boolean all,
      @Option(
              names = "--equipment",
              paramLabel = "ID",
              defaultValue = "",
              description = "With --all: those of this equipment only.")
          String equipment,
      @Mixin Decision decision)
      throws IOException {
    if (all == (bodIds != null)) {
      throw new CommandLine.ParameterException(
          spec.subcommands().get("replay"), "Name the BODIDs, or say --all; not both.");
    }
    PlantFile plant = plantFile.load(spec.commandLine());
    ParkedMessages parked = ParkedMessages.read(plant, equipment);
    Instant now = Instant.now();
    List<MesMessage> again =
        (all ? parked.all() : parked.named(bodIds))
            .stream()
                .map(m -> ParkedMessage.replayed(m, decision.user, decision.reason, now))
                .toList();
    new MessageWriter(plant).replay(again);
    return report("%d sent again%n", again);
  }

  @Command(
      description = "Drops messages: they are never sent again, and the status topic says why.",
      mixinStandardHelpOptions = true)
  int drop(
      @Mixin PlantFileOption plantFile,
      @Parameters(paramLabel = "BODID", arity = "1..*", description = "The messages.")
          List<String> bodIds,
      @Mixin Decision decision)
      throws IOException {
    if (decision.reason.isBlank()) {
      throw new CommandLine.ParameterException(
          spec.subcommands().get("drop"), "Say with --reason why nobody needs them.");
    }
    PlantFile plant = plantFile.load(spec.commandLine());
    Instant now = Instant.now();
    List<MesMessage> dropped =
        ParkedMessages.read(plant, "").named(bodIds).stream()
            .map(m -> ParkedMessage.dropped(m, decision.user, decision.reason, now))
            .toList();
    new MessageWriter(plant).note(dropped);
    return report("%d dropped%n", dropped);
  }

  /** Who decides, and why. */
  static final class Decision {

    @Option(
        names = "--user",
        paramLabel = "NAME",
        defaultValue = "${sys:user.name}",
        description = "Who decides it. Default: the user of this session, ${DEFAULT-VALUE}.")
    private String user;

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        defaultValue = "",
        description = "Why, for those who read the history.")
    private String reason;
  }

  private ParkedMessages read(PlantFileOption plantFile, String equipment) throws IOException {
    return ParkedMessages.read(plantFile.load(spec.commandLine()), equipment);
  }

  private int report(String sentence, List<MesMessage> messages) {
    PrintWriter out = spec.commandLine().getOut();
    messages.forEach(message -> out.println(row(message)));
    out.printf(sentence, messages.size());
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static String row(MesMessage message) {
    String words = words(message).replaceAll("\\s+", " ");
    return "%s  %-8s  %s  %s%s  %s  %s"
        .formatted(
            message.getBodId(),
            message.getState(),
            message.getCreatedAt(),
            message.getVerb(),
            message.getNoun(),
            message.getEquipment(),
            words.length() > SHORT_WORDS ? words.substring(0, SHORT_WORDS) + "…" : words);
  }

  private static String words(MesMessage message) {
    return message.getAnswer() == null ? "" : message.getAnswer();
  }
}
