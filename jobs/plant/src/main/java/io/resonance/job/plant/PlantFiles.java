package io.resonance.job.plant;

import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.ModelProblem;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.load.PlantFileLoader;
import io.resonance.schema.plant.load.PlantFileResult;
import io.resonance.schema.plant.load.Problem;
import io.resonance.schema.plant.load.VocabularyCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Loads plant files for commands and jobs: a usable one, or a refusal that lists every problem. */
public final class PlantFiles {

  private PlantFiles() {}

  /**
   * Loads a plant file.
   *
   * @param warnings is told of each problem that does not keep the file from being used
   * @throws StartRefusedException with all problems, rendered for people
   */
  public static PlantFile load(Path file, VocabularyCheck vocabulary, Consumer<Problem> warnings) {
    PlantFileResult result = new PlantFileLoader(vocabulary).load(file);
    if (result instanceof PlantFileResult.Accepted accepted) {
      accepted.problems().forEach(warnings);
      List<String> models = modelProblems(accepted.plantFile());
      if (models.isEmpty()) {
        return accepted.plantFile();
      }
      throw new StartRefusedException(
          "%s names models that cannot be used:%n%s".formatted(file, String.join("\n", models)));
    }
    throw new StartRefusedException(summary(file, result.problems()));
  }

  /**
   * What is wrong with the model packages a plant file names, a line each; empty if all can be
   * used.
   */
  public static List<String> modelProblems(PlantFile plant) {
    return plant.models().stream()
        .flatMap(use -> ModelPackage.check(use).stream())
        .map(ModelProblem::toString)
        .toList();
  }

  private static String summary(Path file, List<Problem> problems) {
    String all = problems.stream().map(Problem::render).collect(Collectors.joining("\n"));
    return "%s has %s:%n%s"
        .formatted(file, problems.size() == 1 ? "a problem" : problems.size() + " problems", all);
  }
}
