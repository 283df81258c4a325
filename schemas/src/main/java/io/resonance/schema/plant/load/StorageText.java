package io.resonance.schema.plant.load;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folders checkpoints are written to: URIs of Flink's file systems, or paths on this machine. */
final class StorageText {

  private static final List<String> SCHEMES =
      List.of("file", "s3", "s3a", "s3p", "hdfs", "viewfs", "abfs", "abfss", "gs", "oss");

  static final String PATTERN =
      "(?:file:///?[^\\s]*|(?:"
          + String.join("|", SCHEMES.subList(1, SCHEMES.size()))
          + ")://[^/\\s:]+(?::[0-9]{1,5})?(?:/[^\\s]*)?|(?![A-Za-z][A-Za-z0-9+.-]*:/)[^\\u0000]+)";

  private static final Pattern FORM = Pattern.compile(PATTERN);
  private static final Pattern PARTS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):/+.*");
  private static final String NEXT =
      "Write for example s3://bucket/checkpoints or file:///var/lib/resonance/checkpoints.";

  private StorageText() {}

  static String check(String spelled) throws MalformedValueException {
    if (spelled.length() <= ScalarType.LONGEST_TEXT && FORM.matcher(spelled).matches()) {
      return spelled;
    }
    Matcher parts = PARTS.matcher(spelled);
    if (parts.matches() && !SCHEMES.contains(parts.group(1))) {
      throw new MalformedValueException(
          "'%s' is not a file system the job can write to.%s"
              .formatted(parts.group(1), Nearest.question(parts.group(1), SCHEMES)),
          NEXT);
    }
    throw new MalformedValueException(
        "This URI of a folder is not complete: scheme://bucket-or-host/folder is needed.", NEXT);
  }
}
