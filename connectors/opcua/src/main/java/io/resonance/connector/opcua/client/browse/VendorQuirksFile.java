package io.resonance.connector.opcua.client.browse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the file of vendor quirks: sections {@code [name]} with lines {@code key = value}, comments
 * after {@code #} at the beginning of a line. A section begins with what it fits; the first section
 * that fits a server is its kind.
 */
final class VendorQuirksFile {

  static final String MANUFACTURER = "manufacturer";
  static final String PRODUCT = "product";
  static final String URI = "product-uri";
  static final String VERSION = "version";
  private static final String NOTE = "note";
  private static final Set<String> MATCHES = Set.of(MANUFACTURER, PRODUCT, URI, VERSION);
  private static final String RESOURCE = "vendor-quirks.ini";

  private final List<VendorQuirks> kinds = new ArrayList<>();
  private final String file;
  private String name = "";
  private Map<String, Pattern> matches = new HashMap<>();
  private Map<Limit, Integer> limits = new EnumMap<>(Limit.class);
  private List<String> notes = new ArrayList<>();

  private VendorQuirksFile(String file) {
    this.file = file;
  }

  /** What this release knows. */
  static List<VendorQuirks> shipped() {
    try (InputStream in = VendorQuirksFile.class.getResourceAsStream(RESOURCE)) {
      return parse(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kind of a server, if it is known. */
  static Optional<VendorQuirks> of(ServerBuild build) {
    return shipped().stream().filter(kind -> kind.fits(build)).findFirst();
  }

  static List<VendorQuirks> parse(String file, String text) {
    VendorQuirksFile reading = new VendorQuirksFile(file);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      reading.line(i + 1, lines.get(i).strip());
    }
    reading.endSection(lines.size());
    return List.copyOf(reading.kinds);
  }

  private void line(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("[") && line.endsWith("]")) {
      endSection(number);
      name = line.substring(1, line.length() - 1).strip();
      if (name.isEmpty()) {
        throw wrong(number, "The section has no name", "Write [name].");
      }
      return;
    }
    int equals = line.indexOf('=');
    if (equals < 0 || name.isEmpty()) {
      throw wrong(
          number,
          "`%s` is neither a section nor a key of one".formatted(line),
          "Write key = value below a [name].");
    }
    entry(number, line.substring(0, equals).strip(), line.substring(equals + 1).strip());
  }

  private void entry(int number, String key, String value) {
    if (value.isEmpty()) {
      throw wrong(number, "`%s` has no value".formatted(key), "Leave out what is not known.");
    }
    if (key.equals(NOTE)) {
      notes.add(value);
    } else if (MATCHES.contains(key)) {
      matches.put(key, wildcard(value));
    } else {
      Limit limit =
          Arrays.stream(Limit.values())
              .filter(known -> known.key().equals(key))
              .findFirst()
              .orElseThrow(
                  () ->
                      wrong(
                          number,
                          "`%s` is no key".formatted(key),
                          "Write one of "
                              + Arrays.stream(Limit.values()).map(Limit::key).toList()
                              + ", manufacturer, product, product-uri, version or note."));
      if (limits.put(limit, positive(number, key, value)) != null) {
        throw wrong(number, "`%s` is given twice".formatted(key), "Keep one of the two.");
      }
    }
  }

  private int positive(int number, String key, String value) {
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw wrong(
          number,
          "`%s` is `%s`, which is no whole number above 0".formatted(key, value),
          "Leave out what is not known.");
    }
    return Integer.parseInt(value);
  }

  private static Pattern wildcard(String text) {
    String quoted =
        Arrays.stream(text.split("\\*", -1))
            .map(Pattern::quote)
            .reduce((a, b) -> a + ".*" + b)
            .orElse("");
    return Pattern.compile(quoted, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  private void endSection(int number) {
    if (!name.isEmpty()) {
      if (matches.isEmpty()) {
        throw wrong(
            number,
            "The section [%s] above fits every server".formatted(name),
            "Say what BuildInfo must be: manufacturer, product, product-uri or version.");
      }
      kinds.add(new VendorQuirks(name, matches, limits, notes));
    }
    matches = new HashMap<>();
    limits = new EnumMap<>(Limit.class);
    notes = new ArrayList<>();
  }

  private IllegalArgumentException wrong(int line, String what, String next) {
    return new IllegalArgumentException("%s:%d: %s. %s".formatted(file, line, what, next));
  }
}
