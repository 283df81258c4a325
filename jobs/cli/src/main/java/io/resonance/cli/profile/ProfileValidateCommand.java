package io.resonance.cli.profile;

import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.rules.ProfileTests;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether the files of a profile can be used. */
@Command(
    name = "validate",
    description = {
      "Checks the files of a profile: each by itself, and against each other.",
      "Exit code 0 if a job could use it, 1 if not; the message names file, line, value and what is expected."
    },
    mixinStandardHelpOptions = true)
final class ProfileValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "The folder with manifest.yaml and the rest.")
  private Path folder;

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw new StartRefusedException(
          "There is no folder %s. Name the one that holds manifest.yaml.".formatted(folder));
    }
    Profile profile = ProfileSource.load(folder.toString());
    try {
      ProfileTests.read(profile, profile.parameters(Map.of()));
    } catch (ProfileException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: in order%n", folder);
    ProfileShowCommand.overview(profile, out);
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
