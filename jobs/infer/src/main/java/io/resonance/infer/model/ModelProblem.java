package io.resonance.infer.model;

/**
 * Something wrong in a model package, in words for the person who wrote it.
 *
 * @param file the file it is in
 * @param line line of that file, from 1; 1 where the file as a whole is meant
 * @param message what is wrong, the value and the next step
 */
public record ModelProblem(String file, int line, String message) {

  /** The problem as {@code file:line: message}. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + message;
  }
}
