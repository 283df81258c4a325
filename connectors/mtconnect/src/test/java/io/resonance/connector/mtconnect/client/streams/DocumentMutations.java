package io.resonance.connector.mtconnect.client.streams;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages documents, the same way for the same seed: small changes that keep most of them
 * well-formed.
 */
final class DocumentMutations {
  /** What a value may hold, plain and encoded, right and odd. */
  private static final List<String> VALUES =
      List.of(
          "&amp;",
          "&lt;",
          "&gt;&quot;&apos;",
          "&#65;",
          "&#x1F600;",
          "\u00e9",
          "\u20ac",
          "\ud83d\ude00",
          "]]",
          "]",
          "'",
          " ",
          "\n",
          "\t",
          "\r\n",
          "\u00a0",
          "\u3000",
          "\u0085",
          "\u007f",
          ",",
          ".",
          "-",
          "+",
          "e5",
          "=",
          "Z",
          "+01:00",
          "UNAVAILABLE",
          "1 2 3",
          "1,5",
          "0",
          "00",
          "18446744073709551615",
          "99999999999999999999",
          "12345678901234567");

  /** Lines that may stand between observations, and some that may not. */
  private static final List<String> LINES =
      List.of(
          "<!-- c -->",
          "<Samples/>",
          "<x:Foo dataItemId=\"f\" sequence=\"8\">1</x:Foo>",
          "<Header/>",
          "7",
          "<Load dataItemId=\"a2\" sequence=\"8\" timestamp=\"2020-01-01T00:00:00Z\">1</Load>",
          "<Load dataItemId=\"l\" sequence=\"8\" timestamp=\"2020-01-01T00:00:00\">1</Load>",
          "<Load sequence='3' x='y'><Entry key=\"k\"><Cell key=\"c\">1</Cell></Entry></Load>",
          "</Samples><Samples>");

  /** What belongs nowhere. */
  private static final List<String> PIECES =
      List.of(
          "&#10;",
          "&#0;",
          "&nbsp;",
          "&",
          "<",
          ">",
          "]]>",
          "<![CDATA[7]]>",
          "<!-- a--b -->",
          "<?pi x?>",
          "\"",
          "'",
          "=",
          "\r",
          "\ufffe",
          "\u0000",
          "\u0001",
          " x:y=\"1\"",
          " quality=\"INVALID\"",
          " sequence=\"7\"",
          " name=\"n\"",
          " sampleCount=\"3\"",
          " xmlns:q=\"urn:q\"",
          " xmlns=\"urn:d\"",
          " timestamp=\"2020-01-01T00:00:00\"",
          " dataItemId=\"d\"",
          "</Samples><Events>",
          "<Entry key=\"k\">v</Entry>",
          "DataSet",
          "TimeSeries",
          "m:",
          "x:");

  private final Random random;

  DocumentMutations(long seed) {
    this.random = new Random(seed);
  }

  /** A document with one to three changes. */
  byte[] of(byte[] document) {
    byte[] changed = document;
    for (int left = 1 + random.nextInt(3); left > 0 && changed.length > 0; left--) {
      changed = change(changed);
    }
    return changed;
  }

  private byte[] change(byte[] document) {
    int at = random.nextInt(document.length);
    int few = Math.min(document.length, at + 1 + random.nextInt(4));
    return switch (random.nextInt(16)) {
      case 0 -> replaced(document, at, at + 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> replaced(document, at, few, "");
      case 2 -> replaced(document, at, at, one(PIECES));
      case 3 -> replaced(document, at, few, one(PIECES));
      case 4, 5 -> line(document, at);
      case 6, 7 -> after(document, at, '\n', one(LINES));
      case 8, 9, 10 -> after(document, at, '"', one(VALUES));
      case 11, 12 -> after(document, at, '>', one(VALUES));
      default -> digit(document, at);
    };
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static byte[] after(byte[] document, int from, char mark, String by) {
    for (int at = from; at < document.length; at++) {
      if (document[at] == mark) {
        return replaced(document, at + 1, at + 1, by);
      }
    }
    return document;
  }

  private byte[] digit(byte[] document, int from) {
    for (int at = from; at < document.length; at++) {
      if (document[at] >= '0' && document[at] <= '9') {
        return replaced(document, at, at + 1, String.valueOf(random.nextInt(10)));
      }
    }
    return document;
  }

  /** Says a line once more, or leaves it out. */
  private byte[] line(byte[] document, int from) {
    int start = from;
    while (start > 0 && document[start - 1] != '\n') {
      start--;
    }
    int end = from;
    while (end < document.length && document[end] != '\n') {
      end++;
    }
    end = Math.min(document.length, end + 1);
    byte[] line = Arrays.copyOfRange(document, start, end);
    return random.nextBoolean()
        ? replaced(document, end, end, line)
        : replaced(document, start, end, "");
  }

  private static byte[] replaced(byte[] document, int from, int to, String by) {
    return replaced(document, from, to, by.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] replaced(byte[] document, int from, int to, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + by.length);
    out.write(document, 0, from);
    out.writeBytes(by);
    out.write(document, to, document.length - to);
    return out.toByteArray();
  }
}
