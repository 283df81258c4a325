package io.resonance.cli.rules;

import io.resonance.cli.RecordJson;
import io.resonance.conform.RuleTrial;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries a rule pack on values that were recorded. */
@Command(
    name = "test",
    description = {
      "Tries a rule pack on recorded values and prints the violations it would have made.",
      "Record with `resonance tail values --max 10000 > values.json`. The rules of the profile, which"
          + " know more than the values, are left out."
    },
    mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PACK", description = "The rule pack.")
  private Path pack;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Lines as `resonance tail values` prints them.")
  private Path data;

  @Option(names = "--json", description = "Print the violations as JSON, one line each.")
  private boolean json;

  private final Map<String, Integer> opened = new TreeMap<>();
  private final Map<String, String> silent = new TreeMap<>();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    RulePackText text = PackFile.read(pack);
    RuleTrial trial =
        new RuleTrial(
            new ProfileReference(PlantVocabulary.PROFILE, Map.of(), List.of(text)),
            (rule, why) -> silent.putIfAbsent(rule.id(), why),
            violation -> show(violation, out));
    long values = feed(trial);
    PrintWriter summary = json ? spec.commandLine().getErr() : out;
    summary.printf(
        "%,d values, %d violations opened%s%n",
        values,
        opened.values().stream().mapToInt(Integer::intValue).sum(),
        opened.isEmpty() ? "" : ": " + opened);
    silent.forEach(
        (rule, why) -> summary.printf("%s said nothing about some values: %s%n", rule, why));
    out.flush();
    summary.flush();
    return CommandLine.ExitCode.OK;
  }

  private long feed(RuleTrial trial) {
    long values = 0;
    try (BufferedReader lines = Files.newBufferedReader(data)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          var batch = RecordedValues.read(line, "%s, line %d,".formatted(data, number));
          values += batch.size();
          trial.feed(batch);
        }
      }
      return values;
    } catch (IOException e) {
      throw new StartRefusedException(
          "The file %s cannot be read: %s. Write it with `resonance tail values > FILE`."
              .formatted(data, e.getMessage()),
          e);
    }
  }

  private void show(Violation violation, PrintWriter out) {
    // the rules of the profile lack what machines say of themselves, which values do not carry
    if (violation.getBasis() == null || !isOfThePack(violation)) {
      return;
    }
    if (violation.getState() == ViolationState.OPENED) {
      opened.merge(violation.getRuleId(), 1, Integer::sum);
    }
    if (json) {
      out.println(RecordJson.of(violation));
      return;
    }
    Evidence last = violation.getEvidence().get(violation.getEvidence().size() - 1);
    out.printf(
        "%s %-8s %-24s %s %s = %s %s; sound: %s%n",
        violation.getLastAt(),
        violation.getState(),
        violation.getRuleId(),
        violation.getEquipment(),
        violation.getProperty(),
        last.getValue(),
        last.getUnit() == null ? "" : last.getUnit(),
        violation.getLimits());
  }

  private static boolean isOfThePack(Violation violation) {
    return violation.getSubject().equals("rules of the plant");
  }
}
