package io.resonance.schema.plant.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The variables and files of this machine. */
final class SystemEnvironment implements LoadEnvironment {

  private static final int MOST_ENTRIES = 10_000;
  private static final int BUFFER = 1 << 16;

  @Override
  public boolean hasVariable(String name) {
    String value = System.getenv(name);
    return value != null && !value.isEmpty();
  }

  @Override
  public Entry entry(Path path) {
    if (Files.isDirectory(path)) {
      return Entry.FOLDER;
    }
    return Files.exists(path) ? Entry.FILE : Entry.ABSENT;
  }

  @Override
  public boolean isReadable(Path path) {
    return Files.isReadable(path);
  }

  @Override
  public boolean isWritable(Path path) {
    return Files.isWritable(path);
  }

  @Override
  public long size(Path file) throws IOException {
    return Files.size(file);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.limit(MOST_ENTRIES).toList();
    }
  }

  @Override
  public byte[] read(Path file, int limit) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(limit);
    }
  }

  @Override
  public String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
