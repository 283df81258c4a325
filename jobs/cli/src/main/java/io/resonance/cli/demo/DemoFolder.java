package io.resonance.cli.demo;

import io.resonance.schema.kafka.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder the demo or the fault matrix may delete: one they made themselves, which a marker file
 * tells.
 */
public final class DemoFolder {

  private static final String MARKER = ".resonance-demo";

  private DemoFolder() {}

  /**
   * Makes the folder, or empties it.
   *
   * @throws StartRefusedException if it holds something else
   */
  public static void empty(Path folder) throws IOException {
    if (Files.isDirectory(folder) && !Files.exists(folder.resolve(MARKER)) && !isEmpty(folder)) {
      throw new StartRefusedException(
          "The folder %s holds files that this command did not put there. Name another one with --folder."
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
