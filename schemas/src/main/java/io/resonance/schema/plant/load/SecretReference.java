package io.resonance.schema.plant.load;

import io.resonance.schema.plant.Secret;
import java.util.regex.Pattern;

/** References to secrets. No message repeats the text, which may be the secret itself. */
final class SecretReference {

  static final String PATTERN = "\\$\\{(?:env:[A-Za-z_][A-Za-z0-9_]*|file:[^}\\s\\u0000]+)\\}";

  private static final Pattern FORM = Pattern.compile(PATTERN);
  private static final String NEXT =
      "Put the secret into a file or an environment variable and write ${file:/path} or ${env:NAME}.";

  private SecretReference() {}

  /** Whether it means to be a reference, right or wrong. */
  static boolean isMeant(String spelled) {
    return spelled.contains("${");
  }

  static Secret parse(String spelled) throws MalformedValueException {
    if (FORM.matcher(spelled).matches()) {
      return Secret.parse(spelled);
    }
    if (isMeant(spelled)) {
      throw new MalformedValueException(
          "This is not a complete reference to a secret: it must be ${env:NAME} or ${file:/path} and nothing else.",
          "Write ${env:NAME} or ${file:/path}.");
    }
    throw new MalformedValueException(
        "A secret stands here in clear; it is not repeated here.",
        NEXT + " Change the secret: it was in a file that is not protected.");
  }
}
