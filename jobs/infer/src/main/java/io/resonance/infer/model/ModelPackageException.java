package io.resonance.infer.model;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A model package is refused; says everything that is wrong with it at once. */
public final class ModelPackageException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient List<ModelProblem> problems;

  ModelPackageException(List<ModelProblem> problems) {
    super(
        problems.stream()
            .map(ModelProblem::toString)
            .collect(Collectors.joining("\n", "The model package is refused:\n", "")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the file. */
  public List<ModelProblem> problems() {
    return problems;
  }
}
