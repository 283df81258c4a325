package io.resonance.schema.plant.load;

import io.resonance.schema.plant.load.Problem.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one file, up to a bound. */
final class Problems {

  /** More than anyone reads at once; the rest is counted. */
  static final int MOST = 200;

  private final String file;
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Set<String> brokenParts = new HashSet<>();
  private int all;

  Problems(String file) {
    this.file = file;
  }

  void error(Place place, String value, String reason, String nextStep) {
    add(Severity.ERROR, place, value, reason, nextStep);
  }

  void error(Place place, String reason, String nextStep) {
    error(place, "", reason, nextStep);
  }

  void warning(Place place, String value, String reason, String nextStep) {
    add(Severity.WARNING, place, value, reason, nextStep);
  }

  /** Remembers that what stands at this path could not be read as a whole. */
  void markBroken(String path) {
    brokenParts.add(path);
  }

  /** Whether a part was not read, so that what refers into it cannot be judged. */
  boolean isBroken(String path) {
    return brokenParts.contains(path);
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** From top to bottom; with very many of them, warnings are left out before errors. */
  List<Problem> inFileOrder() {
    List<Problem> shown = new ArrayList<>(errors);
    shown.addAll(warnings.subList(0, Math.min(warnings.size(), MOST - errors.size())));
    shown.sort(Problem.IN_FILE_ORDER);
    if (all > shown.size()) {
      shown.add(
          new Problem(
              hasErrors() ? Severity.ERROR : Severity.WARNING,
              file,
              0,
              0,
              "",
              "",
              "There are %d problems more.".formatted(all - shown.size()),
              "Solve those above and check again."));
    }
    return List.copyOf(shown);
  }

  private void add(Severity severity, Place place, String value, String reason, String nextStep) {
    all++;
    List<Problem> sameSeverity = severity == Severity.ERROR ? errors : warnings;
    if (sameSeverity.size() < MOST) {
      sameSeverity.add(
          new Problem(
              severity, file, place.line(), place.column(), place.path(), value, reason, nextStep));
    }
  }
}
