package io.resonance.schema.plant.load;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URLs of servers: scheme, host, port and path, without user names or passwords. */
final class UrlText {

  static final String HOST = "(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)";

  private static final Pattern PARTS =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)", Pattern.DOTALL);
  private static final Pattern AUTHORITY = Pattern.compile("(" + HOST + ")(?::(.*))?");
  private static final Pattern PATH = Pattern.compile("(?:/[^\\s?#]*)?");

  private UrlText() {}

  static String pattern(List<String> schemes) {
    String scheme = String.join("|", schemes).replace(".", "\\.");
    return "(?:" + scheme + ")://" + HOST + "(?::[0-9]{1,5})?(?:/[^\\s?#]*)?";
  }

  static String check(String spelled, ScalarType.Url type) throws MalformedValueException {
    String next = "Write " + type.example() + ".";
    Matcher parts = PARTS.matcher(spelled);
    if (spelled.length() > ScalarType.LONGEST_TEXT || !parts.matches()) {
      throw new MalformedValueException(
          "This is not a URL: scheme://host:port/path is needed.", next);
    }
    String scheme = parts.group(1);
    if (!type.schemes().contains(scheme)) {
      throw new MalformedValueException(
          "The scheme '%s' is not possible here, only %s.%s"
              .formatted(
                  scheme,
                  String.join(" or ", type.schemes()),
                  Nearest.question(scheme, type.schemes())),
          next);
    }
    if (holdsUser(spelled)) {
      throw new MalformedValueException(
          "The URL contains a user name or password in clear; it is not repeated here.",
          "Take it out of the URL, change that password, and use the keys user and password.");
    }
    checkAuthority(parts.group(2), next);
    if (!PATH.matcher(parts.group(3)).matches()) {
      throw new MalformedValueException(
          "The part after host and port is not a plain path: spaces, '?' and '#' are not possible.",
          next);
    }
    return spelled;
  }

  /** Whether the URL carries user information, which may be a secret. */
  static boolean holdsUser(String spelled) {
    Matcher parts = PARTS.matcher(spelled);
    return parts.matches() && parts.group(2).contains("@");
  }

  static void checkPort(String port, String next) throws MalformedValueException {
    boolean number = port.matches("[0-9]{1,5}");
    int value = number ? Integer.parseInt(port) : 0;
    if (value < 1 || value > 65_535) {
      throw new MalformedValueException(
          "The port '" + port + "' is not a number from 1 to 65535.", next);
    }
  }

  private static void checkAuthority(String authority, String next) throws MalformedValueException {
    Matcher match = AUTHORITY.matcher(authority);
    if (!match.matches()) {
      throw new MalformedValueException(
          authority.isEmpty() || authority.startsWith(":")
              ? "The URL has no host."
              : "The host '" + authority + "' is not a host name or address.",
          next);
    }
    if (match.group(2) != null) {
      checkPort(match.group(2), next);
    }
  }
}
