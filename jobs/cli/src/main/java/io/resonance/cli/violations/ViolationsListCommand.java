package io.resonance.cli.violations;

import io.resonance.cli.PlantFileOption;
import io.resonance.cli.RecordJson;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.Violation;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One line for each violation. */
@Command(
    name = "list",
    description = "Lists what is violated now: the first letters of its id, what and since when.",
    mixinStandardHelpOptions = true)
final class ViolationsListCommand implements Callable<Integer> {

  private static final int SHOWN_OF_ID = 8;

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;

  @Option(names = "--all", description = "Also those that were cleared lately.")
  private boolean withCleared;

  @Option(names = "--equipment", paramLabel = "ID", description = "Of this equipment only.")
  private String equipment;

  @Option(names = "--json", description = "One JSON object for each violation.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PlantFile plant = plantFile.load(spec.commandLine());
    PrintWriter err = spec.commandLine().getErr();
    List<Violation> shown =
        PresentViolations.read(plant, err::println).all().stream()
            .filter(v -> withCleared || PresentViolations.isOpen(v))
            .filter(v -> equipment == null || v.getEquipment().equals(equipment))
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    for (Violation violation : shown) {
      out.println(json ? RecordJson.of(violation) : line(violation));
    }
    if (shown.isEmpty() && !json) {
      out.println(
          withCleared ? "No violation is open or was cleared lately." : "No violation is open.");
    }
    out.flush();
    err.flush();
    return CommandLine.ExitCode.OK;
  }

  static String line(Violation violation) {
    StringBuilder line = new StringBuilder();
    line.append(
        "%-8s  %-7s  %-12s  %s %s  %s / %s  since %s, %,d values"
            .formatted(
                shortened(violation.getViolationId()),
                violation.getSeverity(),
                violation.getState(),
                violation.getEquipment(),
                violation.getProperty() == null ? "" : violation.getProperty(),
                violation.getTitleEn(),
                violation.getTitleZh(),
                violation.getFirstAt(),
                violation.getOccurrences()));
    if (violation.getReopened() > 0) {
      line.append(", re-opened ").append(violation.getReopened()).append(" times");
    }
    if (violation.getAcknowledgement() != null) {
      line.append(", acknowledged by ").append(violation.getAcknowledgement().getBy());
    }
    if (violation.getWaiver() != null) {
      line.append(", waived by ")
          .append(violation.getWaiver().getBy())
          .append(" until ")
          .append(violation.getWaiver().getExpiresAt());
    }
    return line.toString();
  }

  private static String shortened(String id) {
    return id.length() <= SHOWN_OF_ID ? id : id.substring(0, SHOWN_OF_ID);
  }
}
