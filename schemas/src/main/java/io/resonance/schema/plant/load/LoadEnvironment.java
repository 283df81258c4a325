package io.resonance.schema.plant.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What lies outside the plant file: environment variables and files. Values of secrets are never
 * asked for, only whether they are there.
 */
public interface LoadEnvironment {

  /** What is found under a path. */
  enum Entry {
    ABSENT,
    FILE,
    FOLDER
  }

  /** Whether the environment variable is set and not empty. */
  boolean hasVariable(String name);

  Entry entry(Path path);

  boolean isReadable(Path path);

  boolean isWritable(Path path);

  /** Size of a file in bytes. */
  long size(Path file) throws IOException;

  /** What a folder holds, in any order, at most 10,000 entries. */
  List<Path> list(Path folder) throws IOException;

  /** The first bytes of a file, at most {@code limit}. */
  byte[] read(Path file, int limit) throws IOException;

  /** SHA-256 of a file, lower-case hex. */
  String sha256(Path file) throws IOException;

  /** This machine. */
  static LoadEnvironment system() {
    return new SystemEnvironment();
  }
}
