package io.resonance.cli.mtconnect;

import io.resonance.cli.Findings;
import io.resonance.connector.mtconnect.source.MtConnectDoctor;
import io.resonance.connector.mtconnect.source.MtConnectDoctor.Finding;
import io.resonance.schema.kafka.StartRefusedException;
import java.time.Duration;
import java.util.concurrent.Callable;
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

  @Spec private CommandSpec spec;
  @Mixin private AgentOption agent;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long the stream is read. Default: 10.")
  private int seconds = 10;

  @Option(names = "--json", description = "Print JSON, a finding in each line.")
  private boolean json;

  @Override
  public Integer call() {
    Findings findings = new Findings(spec.commandLine().getOut(), json);
    try {
      MtConnectDoctor.examine(
          agent.agent(), Duration.ofSeconds(seconds), finding -> tell(finding, findings));
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
    return findings.finish();
  }

  private static void tell(Finding finding, Findings findings) {
    findings.tell(finding.check().word(), finding.verdict(), finding.text(), finding.nextStep());
  }
}
