package io.resonance.cli;

import io.resonance.cli.local.Distribution;
import io.resonance.job.plant.PlantFiles;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.PlantFile;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The option that names the plant file, and its loading. */
public final class PlantFileOption {

  @Option(
      names = "--plant",
      paramLabel = "FILE",
      description = "The plant file. Default: the one of the demo, while there is one.")
  private Path file;

  /** The plant file; warnings go to the command's error stream. */
  public PlantFile load(CommandLine command) {
    return PlantFiles.load(
        path(), new PlantVocabulary(), warning -> command.getErr().println(warning.render()));
  }

  /** Whether the command line names one. */
  public boolean isGiven() {
    return file != null;
  }

  private Path path() {
    if (file != null) {
      return file;
    }
    Path demo = Distribution.demoFolder().resolve("plant.yaml");
    if (Files.exists(demo)) {
      return demo;
    }
    throw new StartRefusedException(
        "Which plant? Name its file with --plant FILE, or start `resonance demo` first.");
  }
}
