package io.resonance.cli.demo;

import io.resonance.schema.kafka.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder the demo may delete: one it made itself, which a marker file tells. */
final class DemoFolder {

  private static final String MARKER = ".resonance-demo";

  private DemoFolder() {}

  /**
   * Makes the folder, or empties it.
   *
   * @throws StartRefusedException if it holds something that no demo put there
   */
  static void empty(Path folder) throws IOException {
    if (Files.isDirectory(folder) && !Files.exists(folder.resolve(MARKER)) && !isEmpty(folder)) {
      throw new StartRefusedException(
          "The folder %s holds files that are not the demo's. Name another one with --folder."
              .formatted(folder));
    }
    if (Files.isDirectory(folder)) {
      delete(folder);
    }
    Files.createDirectories(folder);
    Files.createFile(folder.resolve(MARKER));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
