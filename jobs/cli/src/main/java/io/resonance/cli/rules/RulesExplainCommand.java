package io.resonance.cli.rules;

import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.profile.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a rule means, in the words of its violations. */
@Command(
    name = "explain",
    description = "Says what a rule means, what it rests on and which parameters are in force.",
    mixinStandardHelpOptions = true)
final class RulesExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RulesInForce inForce;

  @Parameters(paramLabel = "ID", description = "Id of the rule, such as range-eu.")
  private String id;

  @Override
  public Integer call() throws IOException {
    inForce.load(spec.commandLine());
    Rule rule =
        inForce
            .rule(id)
            .orElseThrow(
                () ->
                    new StartRefusedException(
                        "There is no rule '%s'. The rules in force are %s."
                            .formatted(id, String.join(", ", inForce.ids()))));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s, version %s, %s, from: %s%n",
        rule.id(), rule.version(), rule.severity(), inForce.from(id));
    out.printf(
        "%n%s%n%s%nWhat to do: %s%n", rule.en().title(), rule.en().explanation(), rule.en().fix());
    out.printf("%n%s%n%s%n处理：%s%n", rule.zh().title(), rule.zh().explanation(), rule.zh().fix());
    out.printf(
        "%nRests on %s, %s%s%n",
        rule.basis().standard(),
        rule.basis().clause(),
        rule.basis().url().isEmpty() ? "" : ", " + rule.basis().url());
    for (Rule.Parameter parameter : rule.parameters()) {
      out.printf("%s = %s%n", parameter.name(), inForce.parameters().text(rule, parameter.name()));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
