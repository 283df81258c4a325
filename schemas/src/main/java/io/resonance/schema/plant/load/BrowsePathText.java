package io.resonance.schema.plant.load;

/**
 * Browse paths of OPC UA nodes and patterns over them: {@code /} and a BrowseName for each level,
 * as the OPC UA connector reads them; {@code &} takes the meaning from the character after it (Part
 * 4, A.2).
 */
final class BrowsePathText {

  static final String PATTERN = "/[\\s\\S]*";
  static final String GLOB_PATTERN = "[^/][\\s\\S]*";

  private static final int MOST_NAMES = 60;
  private static final String EXAMPLE = "Write a path such as /Objects/Mill/SpindleSpeed.";
  private static final String GLOB_EXAMPLE = "Write a pattern such as **/*Temperature.";

  private BrowsePathText() {}

  /** The path of one node. */
  static String checkNode(String spelled) throws MalformedValueException {
    if (spelled.equals("/")) {
      throw new MalformedValueException("The Root folder has no value.", EXAMPLE);
    }
    return checkFolder(spelled);
  }

  /** The path of any node, also that of the Root folder. */
  static String checkFolder(String spelled) throws MalformedValueException {
    if (!spelled.startsWith("/")) {
      throw new MalformedValueException(
          "A browse path begins with /, which stands for the Root folder.",
          "Write /Objects/... and the names from there on.");
    }
    if (checkNames(spelled.substring(1), EXAMPLE)) {
      throw new MalformedValueException(
          "The browse path has a wildcard, but it is the path of one node.",
          "Name the nodes under discover, or write &* or &? for the character itself.");
    }
    return spelled;
  }

  /** A pattern that is counted from a folder or object. */
  static String checkGlob(String spelled) throws MalformedValueException {
    if (spelled.isEmpty() || spelled.startsWith("/")) {
      throw new MalformedValueException(
          "The pattern is counted from under, so it must not be empty or begin with /.",
          GLOB_EXAMPLE);
    }
    checkNames(spelled, GLOB_EXAMPLE);
    return spelled;
  }

  /** Whether some name has a wildcard. */
  private static boolean checkNames(String names, String example) throws MalformedValueException {
    if (names.length() >= ScalarType.LONGEST_TEXT) {
      throw new MalformedValueException("The path is longer than 4096 characters.", example);
    }
    boolean wildcard = false;
    int count = 0;
    int at = 0;
    while (at < names.length()) {
      if (++count > MOST_NAMES) {
        throw new MalformedValueException("The path has more than 60 names.", example);
      }
      int begin = beginOfName(names, at, example);
      int end = begin;
      while (end < names.length() && names.charAt(end) != '/') {
        wildcard |= names.charAt(end) == '*' || names.charAt(end) == '?';
        end += names.charAt(end) == '&' ? 2 : 1;
      }
      checkName(names, begin, end, at == begin, example);
      at = end + 1;
    }
    return wildcard;
  }

  private static int beginOfName(String names, int at, String example)
      throws MalformedValueException {
    if (!names.startsWith("nsu=", at)) {
      return at;
    }
    int end = names.indexOf(';', at);
    if (end <= at + 4) {
      throw new MalformedValueException(
          "After nsu= the URI of a namespace, ; and a name must follow.", example);
    }
    return end + 1;
  }

  private static void checkName(
      String names, int begin, int end, boolean anyNamespace, String example)
      throws MalformedValueException {
    if (end > names.length()) {
      throw new MalformedValueException(
          "The path ends with &, which takes the meaning from the character after it.",
          "Write && for the character & itself.");
    }
    if (begin == end || end == names.length() - 1) { // also after a / at the end
      throw new MalformedValueException("The path has an empty name.", example);
    }
    if (anyNamespace && names.substring(begin, end).matches("(?s)ns=[0-9]+;.*|[0-9]+:.*")) {
      throw new MalformedValueException(
          "The namespace of a name is given by its index, which a server may give to another namespace at any restart.",
          "Write nsu=<namespace URI>;<name>, or the name alone for any namespace.");
    }
  }
}
