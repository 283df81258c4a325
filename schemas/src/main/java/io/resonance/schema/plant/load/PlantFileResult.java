package io.resonance.schema.plant.load;

import io.resonance.schema.plant.PlantFile;
import java.util.List;

/** What came of loading a plant file: the plant file, or everything that is wrong with it. */
public sealed interface PlantFileResult {

  /** Errors and warnings from top to bottom of the file; only warnings if it was accepted. */
  List<Problem> problems();

  /** The file is in order. The problems are warnings. */
  record Accepted(PlantFile plantFile, List<Problem> problems) implements PlantFileResult {

    public Accepted {
      problems = List.copyOf(problems);
    }
  }

  /** The file is not in order. At least one problem is an error. */
  record Refused(List<Problem> problems) implements PlantFileResult {

    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
