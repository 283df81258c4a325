package io.resonance.cli.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.rules.PlantRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One line for each rule in force. */
@Command(
    name = "list",
    description = {
      "Lists the rules of the profile and of the plant: those of its file, those pushed into its running job, and those on trial there."
    },
    mixinStandardHelpOptions = true)
final class RulesListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RulesInForce inForce;

  @Option(names = "--json", description = "One JSON object for each rule.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    inForce.load(spec.commandLine());
    PrintWriter out = spec.commandLine().getOut();
    inForce.profileRules().forEach(rule -> print(out, rule, "profile", List.of()));
    for (RulesInForce.Origin origin : inForce.plantRules()) {
      PlantRule rule = origin.rule();
      print(out, rule.words(), origin.from(), rule.scope().properties());
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private void print(PrintWriter out, Rule rule, String from, List<String> properties) {
    if (json) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("id", rule.id());
      object.put("version", rule.version());
      object.put("severity", rule.severity().toString());
      object.put("from", from);
      object.put("titleEn", rule.en().title());
      object.put("titleZh", rule.zh().title());
      out.println(object);
    } else {
      out.printf(
          "%-24s %-8s %-8s %s%s%n",
          rule.id(),
          rule.severity(),
          from,
          rule.en().title(),
          properties.isEmpty() ? "" : " (" + String.join(", ", properties) + ")");
    }
  }
}
