package io.resonance.cli.rules;

import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.rules.RulePackText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A rule pack in a file. */
final class PackFile {

  private PackFile() {}

  /**
   * Reads a file.
   *
   * @throws StartRefusedException if it cannot be read
   */
  static RulePackText read(Path file) {
    try {
      return new RulePackText(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new StartRefusedException(
          "The rule pack %s cannot be read: %s. Name a file like flink-conf/rules/small-line.yaml."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
