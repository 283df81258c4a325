package io.resonance.connector.mtconnect.source;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret stands, never the secret itself: {@code ${env:NAME}} or {@code ${file:PATH}}, read
 * on the machine that connects.
 *
 * @param reference as written; empty for none
 */
public record MtConnectSecret(String reference) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  public MtConnectSecret {
    if (!reference.isEmpty() && !FORM.matcher(reference).matches()) {
      // The text itself may be a password written by mistake: it is not repeated.
      throw new IllegalArgumentException(
          "A secret must be a reference, ${env:NAME} or ${file:PATH}, not the secret itself");
    }
  }

  /** No secret is needed. */
  public static MtConnectSecret none() {
    return new MtConnectSecret("");
  }

  /** Reads the secret; empty if none is needed. */
  public String read() {
    if (reference.isEmpty()) {
      return "";
    }
    Matcher form = FORM.matcher(reference);
    if (!form.matches()) {
      throw new IllegalStateException("Unreachable: checked on construction");
    }
    return form.group(1).equals("env") ? environment(form.group(2)) : file(form.group(2));
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Environment variable %s is not set; set it for the TaskManagers".formatted(name));
    }
    return value;
  }

  private static String file(String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Secret file %s cannot be read (%s); mount it on the TaskManagers"
              .formatted(path, e.getClass().getSimpleName()),
          e);
    }
  }
}
