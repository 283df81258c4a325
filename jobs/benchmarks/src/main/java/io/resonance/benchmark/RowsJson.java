package io.resonance.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes rows as a JSON list of objects, one field per component of {@link BenchmarkRow}. */
final class RowsJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private RowsJson() {}

  /** Refuses a file that could not be written, before minutes of measuring are spent on it. */
  static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new BenchmarkFailedException(
          "The file %s cannot be written; choose another one for --json.".formatted(file));
    }
  }

  static void write(List<BenchmarkRow> rows, Path file) {
    try {
      Files.writeString(file, text(rows) + System.lineSeparator());
    } catch (IOException unwritable) {
      throw new BenchmarkFailedException(
          "The rows could not be written to %s: %s".formatted(file, unwritable), unwritable);
    }
  }

  static String text(List<BenchmarkRow> rows) {
    try {
      return JSON.writeValueAsString(rows);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Rows are always JSON", impossible);
    }
  }
}
