package io.resonance.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files under test lie. */
final class ProjectFiles {

  private static final Path MODULE =
      Path.of(System.getProperty("basedir", "helm")).toAbsolutePath().normalize();

  static final Path CHART = MODULE.resolve("resonance");
  static final Path FLINK_CONF = MODULE.resolveSibling("flink-conf");

  private ProjectFiles() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
