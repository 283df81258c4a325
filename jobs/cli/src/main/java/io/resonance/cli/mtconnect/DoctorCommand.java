package io.resonance.cli.mtconnect;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.connector.mtconnect.source.MtConnectDoctor;
import io.resonance.connector.mtconnect.source.MtConnectDoctor.Finding;
import io.resonance.connector.mtconnect.source.MtConnectDoctor.Verdict;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Examines an agent as a job would use it. */
@Command(
    name = "doctor",
    description = {
      "Examines an MTConnect agent: version, model, clock, how long its buffer lasts at the present rate, gaps, how fast it gives back what it holds, whether it streams, oddities of its documents.",
      "Exit code 1 if a job could not use the agent."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private AgentOption agent;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long the stream is read. Default: 10.")
  private int seconds = 10;

  @Option(names = "--json", description = "Print JSON, a finding in each line.")
  private boolean json;

  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      MtConnectDoctor.examine(
          agent.agent(), Duration.ofSeconds(seconds), finding -> tell(finding, out));
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
    if (!json) {
      out.printf(
          "%d ok, %d warnings, %d failures%n",
          count(Verdict.OK), count(Verdict.WARN), count(Verdict.FAIL));
    }
    out.flush();
    return count(Verdict.FAIL) > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private int count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0);
  }

  private void tell(Finding finding, PrintWriter out) {
    counts.merge(finding.verdict(), 1, Integer::sum);
    if (json) {
      out.println(
          MAPPER
              .createObjectNode()
              .put("check", finding.check().word())
              .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
              .put("finding", finding.text())
              .put("nextStep", finding.nextStep()));
    } else {
      out.printf("%-4s  %-12s  %s%n", finding.verdict(), finding.check().word(), finding.text());
      if (!finding.nextStep().isEmpty()) {
        out.printf("%20s%s%n", "-> ", finding.nextStep());
      }
    }
    // each as soon as it is known, for some take seconds
    out.flush();
  }
}
