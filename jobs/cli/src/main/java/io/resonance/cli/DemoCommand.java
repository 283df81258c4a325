package io.resonance.cli;

import io.resonance.cli.demo.Demo;
import io.resonance.cli.demo.DemoPorts;
import io.resonance.cli.demo.DemoSetting;
import io.resonance.cli.local.Distribution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Shows the whole system on this machine: simulated machines, Kafka, registry, both jobs and a MES.
 */
@Command(
    name = "demo",
    description = {
      "Starts a plant in a box on this machine and shows what happens until Ctrl-C: a mill and an oven (OPC UA),",
      "a lathe (MTConnect), Kafka, the schema registry, Flink with both jobs, and a MES. Things go wrong on purpose.",
      "With --duration it ends by itself; exit code 1 if a single value was lost without being declared."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DemoPorts ports;
  @Mixin private DemoSetting setting;

  @Option(
      names = "--duration",
      paramLabel = "D",
      description = "End after this long, such as 60s. Default: run until Ctrl-C.")
  private Duration duration;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the result as JSON when the demo ends.")
  private Path summary;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Where the demo keeps its files; emptied at the start. Default: demo in the distribution.")
  private Path folder;

  @Override
  public Integer call() throws Exception {
    Path place = (folder == null ? Distribution.demoFolder() : folder).toAbsolutePath().normalize();
    Demo demo =
        new Demo(
            place,
            Optional.ofNullable(duration),
            Optional.ofNullable(summary),
            spec.commandLine().getOut());
    return demo.run(ports, setting) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
