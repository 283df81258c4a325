package io.resonance.schema.plant.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kafka's bootstrap list: host:port, comma-separated. */
final class BrokersText {

  private static final String BROKER = UrlText.HOST + ":[0-9]{1,5}";
  static final String PATTERN = BROKER + "(?:\\s*,\\s*" + BROKER + ")*";

  private static final Pattern FORM = Pattern.compile("(" + UrlText.HOST + ")(?::(.*))?");
  private static final String NEXT =
      "Write host:port of one or more brokers, such as kafka-1:9092,kafka-2:9092.";

  private BrokersText() {}

  /** The list without spaces. */
  static String check(String spelled) throws MalformedValueException {
    if (spelled.length() > ScalarType.LONGEST_TEXT) {
      throw new MalformedValueException("The list of brokers is too long.", NEXT);
    }
    for (String part : spelled.split(",", -1)) {
      checkBroker(part.strip());
    }
    return spelled.replaceAll("\\s", "");
  }

  private static void checkBroker(String broker) throws MalformedValueException {
    if (broker.isEmpty()) {
      throw new MalformedValueException("A broker in the list is empty.", NEXT);
    }
    if (broker.contains("@")) {
      throw new MalformedValueException(
          "A broker carries a user name or password in clear; it is not repeated here.",
          "Leave it out, change that password, and give it by sasl.jaas.config in kafka.properties.");
    }
    if (broker.contains("://")) {
      throw new MalformedValueException(
          "A broker has a scheme: '" + broker + "'.",
          "Leave the scheme out, and say how to connect by security.protocol in kafka.properties.");
    }
    Matcher match = FORM.matcher(broker);
    if (!match.matches()) {
      throw new MalformedValueException("'" + broker + "' is not host:port.", NEXT);
    }
    if (match.group(2) == null) {
      throw new MalformedValueException("The broker '" + broker + "' has no port.", NEXT);
    }
    UrlText.checkPort(match.group(2), NEXT);
  }
}
