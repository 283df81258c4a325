package io.resonance.cli.profile;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileDiff;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what changes for a plant when one profile takes the place of another. */
@Command(
    name = "diff",
    description = {
      "Compares two profiles by what changes for a plant: what becomes stricter, is removed, changes, becomes looser, is added.",
      "Each is a folder, or the id of a profile of this release."
    },
    mixinStandardHelpOptions = true)
final class ProfileDiffCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "The profile in use.")
  private String before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "The one to take its place.")
  private String after;

  @Override
  public Integer call() {
    Profile old = ProfileSource.load(before);
    Profile now = ProfileSource.load(after);
    List<ProfileDiff.Effect> effects = ProfileDiff.of(old, now);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s %s (%.12s) -> %s %s (%.12s)%n",
        old.id(),
        old.identity().version(),
        old.hash(),
        now.id(),
        now.identity().version(),
        now.hash());
    for (ProfileDiff.Effect effect : effects) {
      out.printf("%-8s  %s: %s%n", effect.kind(), effect.about(), effect.sentence());
    }
    if (effects.isEmpty()) {
      out.println(
          old.hash().equals(now.hash())
              ? "They are the same."
              : "They mean the same for a plant; words for people, references or comments differ.");
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
