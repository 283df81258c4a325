package io.resonance.cli.rules;

import io.resonance.cli.PlantFileOption;
import io.resonance.schema.control.CompactedTopic;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One line for each pushed pack. */
@Command(
    name = "packs",
    description =
        "Lists the packs that were pushed or withdrawn, by whom, and what the job answered.",
    mixinStandardHelpOptions = true)
final class RulesPacksCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;

  @Override
  public Integer call() throws Exception {
    PlantFile plant = plantFile.load(spec.commandLine());
    PrintWriter err = spec.commandLine().getErr();
    Map<String, ControlCommand> orders =
        CompactedTopic.read(plant, Topic.CONTROL, ControlCommand.class, err::println);
    Map<String, ControlAnswer> answers =
        CompactedTopic.read(plant, Topic.CONTROL_ANSWERS, ControlAnswer.class, err::println);
    PrintWriter out = spec.commandLine().getOut();
    long shown = 0;
    for (Map.Entry<String, ControlCommand> each : orders.entrySet()) {
      if (each.getValue().getRules() != null) {
        out.println(line(each.getKey(), each.getValue(), answers.get(each.getKey())));
        shown++;
      }
    }
    if (shown == 0) {
      out.println("No pack has been pushed; the packs of the plant file are in force.");
    }
    out.flush();
    err.flush();
    return CommandLine.ExitCode.OK;
  }

  private static String line(String key, ControlCommand order, ControlAnswer answer) {
    boolean answered = answer != null && answer.getCommandId().equals(order.getCommandId());
    return "%-24s %-22s from %s by %s: %s"
        .formatted(
            key,
            order.getKind(),
            order.getRules().getEffectiveFrom(),
            order.getIssuedBy(),
            answered ? answer.getOutcome() + ", " + answer.getDetail() : "no answer in the topic");
  }
}
