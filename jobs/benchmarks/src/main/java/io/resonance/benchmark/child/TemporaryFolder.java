package io.resonance.benchmark.child;

import io.resonance.benchmark.BenchmarkFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is deleted when the measurement is over: logs of brokers alone are gigabytes. */
public final class TemporaryFolder implements AutoCloseable {

  private final Path path;

  public TemporaryFolder() throws IOException {
    path = Files.createTempDirectory("resonance-benchmark-");
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException unreadable) {
      throw new BenchmarkFailedException(
          "The folder %s could not be deleted; delete it by hand.".formatted(path), unreadable);
    }
  }
}
