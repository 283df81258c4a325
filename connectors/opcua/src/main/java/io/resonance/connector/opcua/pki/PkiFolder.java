package io.resonance.connector.opcua.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders OPC UA people know.
 *
 * @param root the folder that holds the others
 */
public record PkiFolder(Path root) {

  /** Files of one folder that are looked at; a folder with more is not a trust list. */
  static final int MOST_FILES = 1_000;

  /** Our own certificate and key. */
  public Path own() {
    return root.resolve("own");
  }

  /** Certificates of servers, and of authorities all of whose certificates are trusted. */
  public Path trusted() {
    return root.resolve("trusted");
  }

  /** Certificates of authorities that complete a chain without being trusted themselves. */
  public Path issuers() {
    return root.resolve("issuers");
  }

  /** Revocation lists of all these authorities. */
  public Path crl() {
    return root.resolve("crl");
  }

  /** Certificates of servers that were refused. */
  public Path rejected() {
    return root.resolve("rejected");
  }

  /**
   * Makes the folders that are not there; where they cannot be made (a read-only mount) those that
   * are there must do.
   */
  public void create() throws IOException {
    for (Path folder : List.of(own(), trusted(), issuers(), crl(), rejected())) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        if (!Files.isDirectory(root)) {
          throw e;
        }
      }
    }
  }

  /** The files of one of the folders by name, without those that are being written. */
  public static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      // names with a dot in front are a writer's: temporary files, the links of a mounted Secret
      return list.filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MOST_FILES)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder %s cannot be read; let the job's user read it.".formatted(folder), e);
    }
  }
}
