package io.resonance.schema.plant.load;

import io.resonance.schema.plant.Secret;
import io.resonance.schema.plant.load.LoadEnvironment.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds references to secrets that are not there. */
final class SecretsCheck {

  private final Problems problems;
  private final LoadEnvironment environment;
  private final LocalPaths paths;

  SecretsCheck(Problems problems, LoadEnvironment environment, LocalPaths paths) {
    this.problems = problems;
    this.environment = environment;
    this.paths = paths;
  }

  void check(Fields top) {
    top.section("kafka")
        .ifPresent(kafka -> kafka.entries("properties").values().forEach(this::check));
    top.section("registry").ifPresent(this::checkCredentials);
    top.section("mes").ifPresent(this::checkCredentials);
    callbacks(top).ifPresent(this::checkCredentials);
    top.section("opcua").ifPresent(this::checkCredentials);
    DuplicateCheck.list(top, "opcua", "servers").forEach(this::checkCredentials);
    DuplicateCheck.list(top, "mtconnect", "agents").forEach(this::checkCredentials);
  }

  /** The listener for answers of the MES. */
  static Optional<Fields> callbacks(Fields top) {
    return top.section("mes")
        .flatMap(m -> m.section("answers"))
        .flatMap(a -> a.section("callbacks"));
  }

  private void checkCredentials(Fields fields) {
    List.of(
            "password",
            "token",
            "user-key-password",
            "key-password",
            "client-key-password",
            "client-secret",
            "api-key",
            "proxy-password")
        .forEach(key -> fields.field(key).ifPresent(this::check));
  }

  private void check(Field field) {
    if (field.value() instanceof Secret secret) {
      switch (secret.scheme()) {
        case ENV -> checkVariable(secret, field.place());
        case FILE ->
            paths
                .resolve(secret.location())
                .ifPresentOrElse(
                    file -> checkFile(secret, file, field.place()),
                    () -> reportNoPath(secret, field.place()));
        case NONE -> {
          // nothing to look for
        }
      }
    }
  }

  private void checkVariable(Secret secret, Place place) {
    if (!environment.hasVariable(secret.location())) {
      problems.error(
          place,
          secret.toString(),
          "The environment variable %s is not set, or empty.".formatted(secret.location()),
          "Export it where the job runs, and here where the file is checked.");
    }
  }

  private void reportNoPath(Secret secret, Place place) {
    problems.error(
        place,
        secret.toString(),
        "This is not the path of a file on this machine.",
        "Write ${file:/path} with characters this machine can name files with.");
  }

  private void checkFile(Secret secret, Path file, Place place) {
    if (environment.entry(file) != Entry.FILE) {
      problems.error(
          place,
          secret.toString(),
          "The file %s does not exist, or is a folder.".formatted(file),
          "Mount or write it where the job runs, and here where the file is checked.");
    } else if (!environment.isReadable(file)) {
      problems.error(
          place,
          secret.toString(),
          "The file %s cannot be read by this user.".formatted(file),
          "Let the job's user read it.");
    } else if (isEmpty(file)) {
      problems.error(
          place,
          secret.toString(),
          "The file %s is empty.".formatted(file),
          "Write the secret into it.");
    }
  }

  private boolean isEmpty(Path file) {
    try {
      return environment.size(file) == 0;
    } catch (IOException gone) {
      return true; // it was there a moment ago; without a size there is no secret either
    }
  }
}
