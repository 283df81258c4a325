package io.resonance.schema.profile;

/**
 * A resource of a profile that cannot be used; the message names file, line, value and what to do.
 */
public final class ProfileException extends RuntimeException {

  ProfileException(String message) {
    super(message);
  }

  ProfileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** For what no single line is wrong about. */
  public static ProfileException of(String problem) {
    return new ProfileException(problem);
  }

  static ProfileException at(String file, int line, String problem) {
    return new ProfileException("%s, line %d: %s".formatted(file, line, problem));
  }
}
