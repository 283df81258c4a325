package io.resonance.schema.plant.load;

import io.resonance.schema.plant.Secret;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of a single value. */
sealed interface ScalarType {

  /** Longer text is never meant. */
  int LONGEST_TEXT = 4096;

  /** What a value of this type is called, as in "here X is needed". */
  String noun();

  /** How YAML has to read the value. */
  default Shape shape() {
    return Shape.TEXT;
  }

  /** Regular expression the whole text matches, the same in Java and in JSON Schema. */
  String pattern();

  /** Makes the value of its spelling. */
  Object parse(String spelled) throws MalformedValueException;

  /**
   * Text of a given form.
   *
   * @param rule what the text has to be, after "must be"
   * @param example one that is right
   */
  record Text(String noun, String pattern, String rule, String example) implements ScalarType {

    @Override
    public String parse(String spelled) throws MalformedValueException {
      if (!matches(this, spelled)) {
        throw new MalformedValueException("This must be " + rule + ".", "Write " + example + ".");
      }
      return spelled;
    }
  }

  /** A whole number. */
  record Whole(int least, int most) implements ScalarType {

    private static final Pattern FORM = Pattern.compile("-?[0-9]{1,10}");

    @Override
    public String noun() {
      return "a whole number";
    }

    @Override
    public Shape shape() {
      return Shape.WHOLE_NUMBER;
    }

    @Override
    public String pattern() {
      return FORM.pattern();
    }

    @Override
    public Integer parse(String spelled) throws MalformedValueException {
      long number = FORM.matcher(spelled).matches() ? Long.parseLong(spelled) : Long.MAX_VALUE;
      if (number < least || number > most) {
        throw least == most
            ? new MalformedValueException(
                "This release reads " + least + " and nothing else.", "Write " + least + ".")
            : new MalformedValueException(
                "The number is outside the range %d to %d.".formatted(least, most),
                "Write a number in that range.");
      }
      return (int) number;
    }
  }

  /** True or false. */
  record Flag() implements ScalarType {

    @Override
    public String noun() {
      return "true or false";
    }

    @Override
    public Shape shape() {
      return Shape.FLAG;
    }

    @Override
    public String pattern() {
      return "true|false";
    }

    @Override
    public Boolean parse(String spelled) throws MalformedValueException {
      if (!matches(this, spelled)) {
        throw new MalformedValueException("This must be true or false.", "Write true or false.");
      }
      return spelled.equals("true");
    }
  }

  /** One of some words. */
  record Choice(List<String> words) implements ScalarType {

    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public String noun() {
      return "one of " + String.join(", ", words);
    }

    @Override
    public String pattern() {
      return String.join("|", words);
    }

    @Override
    public String parse(String spelled) throws MalformedValueException {
      if (!words.contains(spelled)) {
        throw new MalformedValueException(
            "This word is not known here." + Nearest.question(spelled, words),
            "Write " + noun() + ".");
      }
      return spelled;
    }
  }

  /** A length of time with its unit. */
  record Time(Duration least, Duration most) implements ScalarType {

    @Override
    public String noun() {
      return "a duration such as 10s";
    }

    @Override
    public String pattern() {
      return DurationText.PATTERN;
    }

    @Override
    public Duration parse(String spelled) throws MalformedValueException {
      Duration duration = DurationText.parse(spelled);
      if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
        throw new MalformedValueException(
            "The duration is outside the range %s to %s."
                .formatted(DurationText.spell(least), DurationText.spell(most)),
            "Write a duration in that range.");
      }
      return duration;
    }
  }

  /** Where a server is reached. */
  record Url(List<String> schemes, String example) implements ScalarType {

    public Url {
      schemes = List.copyOf(schemes);
    }

    @Override
    public String noun() {
      return "a URL";
    }

    @Override
    public String pattern() {
      return UrlText.pattern(schemes);
    }

    @Override
    public String parse(String spelled) throws MalformedValueException {
      return UrlText.check(spelled, this);
    }
  }

  /** Some Kafka brokers. */
  record Brokers() implements ScalarType {

    @Override
    public String noun() {
      return "host:port of some brokers";
    }

    @Override
    public String pattern() {
      return BrokersText.PATTERN;
    }

    @Override
    public String parse(String spelled) throws MalformedValueException {
      return BrokersText.check(spelled);
    }
  }

  /** The browse path of a folder or object of an OPC UA server. */
  record BrowsePath() implements ScalarType {

    @Override
    public String noun() {
      return "a browse path";
    }

    @Override
    public String pattern() {
      return BrowsePathText.PATTERN;
    }

    @Override
    public String parse(String spelled) throws MalformedValueException {
      return BrowsePathText.checkFolder(spelled);
    }
  }

  /** A pattern over browse paths, counted from a folder or object. */
  record BrowseGlob() implements ScalarType {

    @Override
    public String noun() {
      return "a pattern of paths";
    }

    @Override
    public String pattern() {
      return BrowsePathText.GLOB_PATTERN;
    }

    @Override
    public String parse(String spelled) throws MalformedValueException {
      return BrowsePathText.checkGlob(spelled);
    }
  }

  /** A node of an OPC UA server, or a data item of an MTConnect agent. */
  record Address() implements ScalarType {

    @Override
    public String noun() {
      return "a NodeId, a browse path or a dataItemId";
    }

    @Override
    public String pattern() {
      return AddressText.PATTERN;
    }

    @Override
    public String parse(String spelled) throws MalformedValueException {
      return AddressText.check(spelled);
    }
  }

  /** Folder of a Flink file system, by URI or by path. */
  record StorageFolder() implements ScalarType {

    @Override
    public String noun() {
      return "the URI of a folder";
    }

    @Override
    public String pattern() {
      return StorageText.PATTERN;
    }

    @Override
    public String parse(String spelled) throws MalformedValueException {
      return StorageText.check(spelled);
    }
  }

  /** Path of a file or folder, relative to the folder of the plant file. */
  record LocalPath() implements ScalarType {

    private static final Pattern URI_FORM = Pattern.compile("([a-z][a-z0-9+]*):/.*");

    @Override
    public String noun() {
      return "a path";
    }

    @Override
    public String pattern() {
      return "(?![a-z][a-z0-9+]*:/)[^\\u0000]+";
    }

    @Override
    public String parse(String spelled) throws MalformedValueException {
      Matcher uri = URI_FORM.matcher(spelled);
      if (uri.matches()) {
        throw new MalformedValueException(
            "This is a URI; here a path on the machine that runs the job is needed.",
            "Write the path alone, absolute or relative to the folder of this file.");
      }
      if (!matches(this, spelled)) {
        throw new MalformedValueException(
            "This is not a path.", "Write a path, absolute or relative to this file's folder.");
      }
      return spelled;
    }
  }

  /** A reference to a secret. */
  record SecretText() implements ScalarType {

    @Override
    public String noun() {
      return "a reference to a secret";
    }

    @Override
    public String pattern() {
      return SecretReference.PATTERN;
    }

    @Override
    public Secret parse(String spelled) throws MalformedValueException {
      return SecretReference.parse(spelled);
    }
  }

  private static boolean matches(ScalarType type, String spelled) {
    return spelled.length() <= LONGEST_TEXT && Pattern.matches(type.pattern(), spelled);
  }
}
