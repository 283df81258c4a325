package io.resonance.cli;

import io.resonance.cli.local.Distribution;
import io.resonance.cli.local.LocalCluster;
import io.resonance.cli.local.PlantJobs;
import io.resonance.job.plant.Connections;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.PlantFile;
import io.resonance.testbed.kafka.Ports;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs both jobs of a plant in this JVM until it is interrupted. */
@Command(
    name = "run",
    description = {
      "Runs the jobs of a plant in this JVM, with Flink's web page, until Ctrl-C.",
      "Goes on from the last checkpoint where there is one. For a few machines; a plant runs on a Flink cluster."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;

  @Option(
      names = "--web-port",
      paramLabel = "PORT",
      defaultValue = "8082",
      description = "Port of Flink's web page on 127.0.0.1. Default: ${DEFAULT-VALUE}.")
  private int webPort;

  @Option(
      names = "--fresh",
      description =
          "Do not go on from the last checkpoint; what happened since it is not recovered.")
  private boolean fresh;

  @Option(
      names = "--allow-unreachable",
      description = "Start although servers or agents cannot be reached; the job keeps trying.")
  private boolean allowUnreachable;

  @Override
  public Integer call() throws Exception {
    PlantFile plant = plantFile.load(spec.commandLine());
    PrintWriter out = spec.commandLine().getOut();
    Ports.require(webPort, "Flink's web page");
    reach(plant, out);
    try (LocalCluster cluster = new LocalCluster(new Configuration(), PlantJobs.SLOTS, webPort)) {
      PlantJobs jobs =
          new PlantJobs(plant, fresh ? PlantJobs.Start.FRESH : PlantJobs.Start.LAST_CHECKPOINT);
      Optional<String> checkpoint = jobs.lastCheckpoint();
      out.println(
          checkpoint
              .map(path -> "going on from checkpoint " + path)
              .orElse("starting without a checkpoint"));
      List<JobID> running = jobs.start(cluster);
      out.printf("running; Flink's web page is %s, Ctrl-C ends it%n", cluster.webPage());
      out.flush();
      JobStatus end = cluster.awaitEnd(running.get(0));
      throw new StartRefusedException(
          "The plant job ended with the status %s. The cause is in %s; start it again to go on from its last checkpoint."
              .formatted(end, Distribution.log()));
    }
  }

  private void reach(PlantFile plant, PrintWriter out) {
    List<String> failures =
        Connections.check(
            plant,
            line -> {
              out.println(line);
              out.flush();
            });
    if (!failures.isEmpty() && !allowUnreachable) {
      throw new StartRefusedException(
          "Not started:%n%s%nMend it, or start with --allow-unreachable if a machine is off on purpose."
              .formatted(String.join(System.lineSeparator(), failures)));
    }
  }
}
