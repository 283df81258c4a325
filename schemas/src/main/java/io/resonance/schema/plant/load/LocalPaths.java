package io.resonance.schema.plant.load;

import io.resonance.schema.plant.Secret;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes relative paths absolute, from the folder of the plant file. */
final class LocalPaths {

  private final Path folder;

  LocalPaths(Path plantFile) {
    Path parent = plantFile.toAbsolutePath().normalize().getParent();
    this.folder = parent == null ? plantFile.toAbsolutePath() : parent;
  }

  /** The absolute path; empty if the text is no path on this machine. */
  Optional<Path> resolve(String spelled) {
    try {
      return Optional.of(folder.resolve(spelled).normalize());
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  /** The secret with an absolute path. */
  Secret resolve(Secret secret) {
    return switch (secret.scheme()) {
      case ENV, NONE -> secret;
      case FILE ->
          resolve(secret.location())
              .map(path -> new Secret(Secret.Scheme.FILE, path.toString()))
              .orElse(secret);
    };
  }

  /** The folder on this machine that checkpoints go to; empty if they go elsewhere. */
  Optional<Path> localStorage(String spelled) {
    if (spelled.startsWith("file:")) {
      try {
        return Optional.of(Path.of(URI.create(spelled)).normalize());
      } catch (IllegalArgumentException | FileSystemNotFoundException notLocal) {
        return Optional.empty();
      }
    }
    return isUri(spelled) ? Optional.empty() : resolve(spelled);
  }

  /** The URI of the folder checkpoints go to. */
  String storageUri(String spelled) {
    return isUri(spelled)
        ? spelled
        : resolve(spelled).map(path -> withoutSlash(path.toUri().toString())).orElse(spelled);
  }

  static boolean isUri(String spelled) {
    return spelled.matches("[a-z][a-z0-9]*:/.*");
  }

  // Path.toUri adds a slash only if the folder already exists
  private static String withoutSlash(String uri) {
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
