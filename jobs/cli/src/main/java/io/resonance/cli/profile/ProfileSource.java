package io.resonance.cli.profile;

import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A profile a command line names: one of this release by its id, or a folder with its files. */
final class ProfileSource {

  private ProfileSource() {}

  /**
   * Loads a profile.
   *
   * @throws StartRefusedException if there is none, or a file of it is wrong, with its line
   */
  static Profile load(String idOrFolder) {
    Path folder = Path.of(idOrFolder);
    try {
      if (Files.isDirectory(folder)) {
        return Profile.read(folder);
      }
      if (idOrFolder.contains("/") || idOrFolder.contains("\\")) {
        throw new StartRefusedException(
            "There is no folder %s. Name the folder that holds manifest.yaml, or the id of a profile of this release, %s."
                .formatted(folder, PlantVocabulary.PROFILE));
      }
      return Profile.load(idOrFolder);
    } catch (ProfileException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
  }
}
