package io.resonance.cli.violations;

import io.resonance.cli.PlantFileOption;
import io.resonance.cli.RecordJson;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.Violation;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Everything about one violation, in both languages. */
@Command(
    name = "show",
    description = "Shows a violation: what it means, the values that prove it, what to do.",
    mixinStandardHelpOptions = true)
final class ViolationsShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;

  @Parameters(paramLabel = "ID", description = "Its id, or the first letters of it.")
  private String id;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Violation violation =
        PresentViolations.read(plantFile.load(spec.commandLine()), err::println).find(id);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(RecordJson.of(violation));
    } else {
      print(violation, out);
    }
    out.flush();
    err.flush();
    return CommandLine.ExitCode.OK;
  }

  static void print(Violation violation, PrintWriter out) {
    out.println(ViolationsListCommand.line(violation));
    out.printf("id %s, key %s%n", violation.getViolationId(), violation.getViolationKey());
    out.printf(
        "%n%s%n%s%nWhat to do: %s%n",
        violation.getTitleEn(), violation.getExplanationEn(), violation.getFixEn());
    out.printf(
        "%n%s%n%s%n处理：%s%n",
        violation.getTitleZh(), violation.getExplanationZh(), violation.getFixZh());
    if (violation.getLimits() != null) {
      out.printf("%nSound: %s%n", violation.getLimits());
    }
    for (Evidence evidence : violation.getEvidence()) {
      out.printf(
          "%s  %s = %s %s (sequence %d)%n",
          evidence.getTimestamp(),
          evidence.getAddress(),
          evidence.getValue(),
          evidence.getUnit() == null ? "" : evidence.getUnit(),
          evidence.getSequence());
    }
    out.printf(
        "%nRule %s, version %s; rests on %s, %s%s%n",
        violation.getRuleId(),
        violation.getRuleVersion(),
        violation.getBasis().getStandard(),
        violation.getBasis().getClause(),
        violation.getBasis().getUrl().isEmpty() ? "" : ", " + violation.getBasis().getUrl());
    if (violation.getAcknowledgement() != null) {
      out.printf(
          "Acknowledged by %s at %s%s%n",
          violation.getAcknowledgement().getBy(),
          violation.getAcknowledgement().getAt(),
          violation.getAcknowledgement().getComment() == null
              ? ""
              : ": " + violation.getAcknowledgement().getComment());
    }
    if (violation.getWaiver() != null) {
      out.printf(
          "Waived by %s until %s (time of the values): %s%n",
          violation.getWaiver().getBy(),
          violation.getWaiver().getExpiresAt(),
          violation.getWaiver().getReason());
    }
  }
}
