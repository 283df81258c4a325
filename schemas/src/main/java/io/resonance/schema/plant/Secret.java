package io.resonance.schema.plant;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A reference to a secret, {@code ${env:NAME}} or {@code ${file:/path}}. Only the reference travels
 * with a job; the value is read where it is used, every time it is used, so that a rotated secret
 * takes effect with the next connection. The value never appears in {@link #toString}, in logs or
 * in exceptions.
 *
 * @param scheme where the value lies
 * @param location name of the environment variable, or path of the file
 */
public record Secret(Scheme scheme, String location) implements Serializable {

  /** Where the value of a secret lies. */
  public enum Scheme {
    ENV,
    FILE,
    /** There is no secret, because none is needed. */
    NONE
  }

  public Secret {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(location, "location");
  }

  /**
   * Reads a reference.
   *
   * @throws IllegalArgumentException if the text is not a reference; the message does not repeat
   *     the text, which may be the secret itself
   */
  public static Secret parse(String reference) {
    if (reference.startsWith("${env:") && reference.endsWith("}")) {
      return new Secret(Scheme.ENV, reference.substring("${env:".length(), reference.length() - 1));
    }
    if (reference.startsWith("${file:") && reference.endsWith("}")) {
      return new Secret(
          Scheme.FILE, reference.substring("${file:".length(), reference.length() - 1));
    }
    throw new IllegalArgumentException(
        "A secret must be a reference, ${env:NAME} or ${file:/path}, never the secret itself.");
  }

  /** What stands where no secret is needed; its value is empty. */
  public static Secret none() {
    return new Secret(Scheme.NONE, "");
  }

  /**
   * The value: of the environment variable, or of the file without a trailing line break.
   *
   * @throws MissingSecretException if there is no such variable, or the file cannot be read
   */
  public String reveal() {
    return switch (scheme) {
      case ENV -> {
        String value = System.getenv(location);
        if (value == null) {
          throw new MissingSecretException(
              "The secret %s has no value: the environment variable %s is not set. Export it where the job runs."
                  .formatted(this, location));
        }
        yield value;
      }
      case FILE -> {
        try {
          yield Files.readString(Path.of(location), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException unreadable) {
          throw new MissingSecretException(
              "The secret %s has no value: the file %s cannot be read. Mount it where the job runs and let the job's user read it."
                  .formatted(this, location),
              unreadable);
        }
      }
      case NONE -> "";
    };
  }

  /** The reference, as the plant file spells it. */
  @Override
  public String toString() {
    return switch (scheme) {
      case ENV -> "${env:" + location + "}";
      case FILE -> "${file:" + location + "}";
      case NONE -> "";
    };
  }
}
