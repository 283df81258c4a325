package io.resonance.connector.mtconnect.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where the real documents stand; tests that need them are skipped without them. */
public final class Corpus {
  private Corpus() {}

  /** A file or folder of the corpus. */
  public static Path path(String relative) {
    Path path = Path.of(System.getProperty("corpus.dir", "absent"), "mtconnect", relative);
    Assumptions.assumeTrue(Files.exists(path), () -> path + " is not there");
    return path;
  }

  /** All streams documents of the corpus. */
  public static List<Path> streams() throws IOException {
    try (Stream<Path> all = Files.walk(path(""))) {
      return all.filter(file -> file.toString().endsWith(".xml"))
          .filter(
              file ->
                  file.getParent().endsWith("streams")
                      || (file.toString().contains("recorded-agent")
                          && file.getFileName().toString().matches("(current|sample).*")))
          .sorted()
          .toList();
    }
  }

  /** The four consecutive answers of the NIST agent. */
  public static List<Path> nist() {
    return Stream.of("1", "2", "3", "4")
        .map(number -> path("nist-smstestbed/streams/qdr_input00" + number + ".xml"))
        .toList();
  }
}
