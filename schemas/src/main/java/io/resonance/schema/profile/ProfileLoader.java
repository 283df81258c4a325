package io.resonance.schema.profile;

import io.resonance.schema.profile.state.ContextTable;
import io.resonance.schema.profile.state.StateTable;
import io.resonance.schema.profile.state.StateTableReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the resources of a profile, checks them against each other and computes their hash. */
final class ProfileLoader {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,60}");

  /** A file of a profile is at most this long. */
  private static final int MOST_BYTES = 4 << 20;

  private final Function<String, Optional<String>> resources;

  /** The tables of a profile. */
  record Parts(
      UnitTable units,
      Map<String, Vocabulary> vocabularies,
      Map<String, PropertyTerm> terms,
      MtConnectTerms mtConnectTerms,
      OpcUaTerms opcUaTerms,
      QualityTable quality,
      StateTable states,
      ContextTable context,
      List<Rule> rules,
      Map<String, YamlEntry> tests,
      List<ErrorCode> errors,
      List<DataEndpoint> endpoints) {}

  /** The resources are given by file name, so that a test can put a wrong one in place. */
  ProfileLoader(Function<String, Optional<String>> resources) {
    this.resources = resources;
  }

  static Profile load(String id) {
    if (!ID.matcher(id).matches() || resource(id, "manifest.yaml").isEmpty()) {
      throw new ProfileException(
          "There is no profile `%s` in this release; it has mdr-profile-0.1.".formatted(id));
    }
    return new ProfileLoader(file -> resource(id, file)).read();
  }

  static Profile read(Path folder) {
    return new ProfileLoader(file -> file(folder, file)).read();
  }

  private static Optional<String> file(Path folder, String name) {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new ProfileException("The resource " + name + " lies outside of the profile's folder");
    }
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new ProfileException("%s is larger than 4 MiB".formatted(file));
      }
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw new ProfileException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  Profile read() {
    String manifestText = text("manifest.yaml");
    YamlEntry manifest =
        YamlEntry.parse("manifest.yaml", manifestText)
            .allowing("id", "version", "title", "statement", "bases", "resources");
    MessageDigest digest = sha256();
    digest.update(manifestText.getBytes(StandardCharsets.UTF_8));
    for (String file : manifest.texts("resources")) {
      digest.update(text(file).getBytes(StandardCharsets.UTF_8));
    }
    YamlEntry statement = manifest.field("statement").allowing("en", "zh");
    return new Profile(
        new Profile.Identity(
            manifest.text("id"),
            manifest.text("version"),
            HexFormat.of().formatHex(digest.digest()),
            statement.text("en").strip(),
            statement.text("zh").strip(),
            bases(manifest.field("bases"))),
        parts());
  }

  private static List<Profile.Edition> bases(YamlEntry list) {
    return list.list().stream()
        .map(entry -> entry.allowing("standard", "edition"))
        .map(entry -> new Profile.Edition(entry.text("standard"), entry.text("edition")))
        .toList();
  }

  private Parts parts() {
    UnitTable units =
        units(
            YamlEntry.parse("units.yaml", text("units.yaml")),
            YamlEntry.parse("units-rec20.yaml", text("units-rec20.yaml")));
    Map<String, Vocabulary> vocabularies =
        vocabularies(YamlEntry.parse("vocabularies.yaml", text("vocabularies.yaml")));
    Map<String, PropertyTerm> terms =
        terms(YamlEntry.parse("properties.yaml", text("properties.yaml")), units, vocabularies);
    MtConnectTerms mtConnectTerms =
        mtConnectTerms(YamlEntry.parse("mtconnect.yaml", text("mtconnect.yaml")), terms);
    YamlEntry rules = YamlEntry.parse("rules.yaml", text("rules.yaml"));
    return new Parts(
        units,
        vocabularies,
        terms,
        mtConnectTerms,
        OpcUaTerms.read(YamlEntry.parse("opcua.yaml", text("opcua.yaml")), terms, units),
        QualityTable.read(YamlEntry.parse("quality.yaml", text("quality.yaml")), vocabularies),
        StateTableReader.read(
            YamlEntry.parse("states.yaml", text("states.yaml")), terms, vocabularies),
        ContextTable.read(YamlEntry.parse("context.yaml", text("context.yaml")), terms.keySet()),
        RuleReader.read(rules),
        RuleReader.tests(rules),
        ConventionsReader.errors(YamlEntry.parse("errors.yaml", text("errors.yaml"))),
        ConventionsReader.endpoints(YamlEntry.parse("endpoints.yaml", text("endpoints.yaml"))));
  }

  private static UnitTable units(YamlEntry usual, YamlEntry further) {
    List<Unit> units = new ArrayList<>();
    for (YamlEntry root : List.of(usual, further)) {
      for (YamlEntry entry : root.allowing("units").field("units").list()) {
        units.add(unit(entry));
      }
    }
    try {
      return new UnitTable(units);
    } catch (IllegalArgumentException e) {
      throw further.error(e.getMessage());
    }
  }

  private static Unit unit(YamlEntry entry) {
    entry.allowing("code", "ucum", "name", "dimension", "scale", "offset", "aliases");
    ExactNumber scale = exact(entry.field("scale"));
    if (scale.isZero()) {
      throw entry.field("scale").error("a scale of 0 measures nothing");
    }
    return new Unit(
        entry.text("code"),
        entry.text("ucum"),
        entry.text("name"),
        entry.text("dimension"),
        scale,
        entry.has("offset") ? exact(entry.field("offset")) : ExactNumber.ZERO,
        entry.texts("aliases"));
  }

  private static ExactNumber exact(YamlEntry entry) {
    try {
      return ExactNumber.parse(entry.text());
    } catch (NumberFormatException e) {
      throw entry.error(
          "`%s` is not a product and quotient of decimals and pi, such as 0.0254/60"
              .formatted(entry.text()));
    }
  }

  private static Map<String, Vocabulary> vocabularies(YamlEntry root) {
    Map<String, Vocabulary> vocabularies = new LinkedHashMap<>();
    for (YamlEntry entry : root.allowing("vocabularies").field("vocabularies").list()) {
      entry.allowing("name", "title", "source", "url", "checked", "values");
      YamlEntry title = entry.field("title").allowing("en", "zh");
      Vocabulary vocabulary;
      try {
        vocabulary =
            new Vocabulary(
                entry.text("name"),
                title.text("en"),
                title.text("zh"),
                entry.text("source"),
                entry.text("url"),
                Witness.read(entry.field("checked")),
                entry.texts("values"));
      } catch (IllegalArgumentException e) {
        throw entry.error(e.getMessage());
      }
      if (vocabularies.put(vocabulary.name(), vocabulary) != null) {
        throw entry.error("the vocabulary `%s` is there twice".formatted(vocabulary.name()));
      }
    }
    if (!vocabularies.containsKey("equipment-category")) {
      throw root.error("the vocabulary `equipment-category` is missing");
    }
    return Collections.unmodifiableMap(vocabularies);
  }

  private static Map<String, PropertyTerm> terms(
      YamlEntry root, UnitTable units, Map<String, Vocabulary> vocabularies) {
    Map<String, PropertyTerm> terms = new LinkedHashMap<>();
    for (YamlEntry entry : root.allowing("properties").field("properties").list()) {
      PropertyTerm term = term(entry, units, vocabularies);
      if (terms.put(term.name(), term) != null) {
        throw entry.error("the term `%s` is there twice".formatted(term.name()));
      }
    }
    return Collections.unmodifiableMap(terms);
  }

  private static PropertyTerm term(
      YamlEntry entry, UnitTable units, Map<String, Vocabulary> vocabularies) {
    entry.allowing("name", "about", "kind", "unit", "vocabulary", "title");
    PropertyTerm.Kind kind = choice(PropertyTerm.Kind.class, entry.field("kind"));
    Optional<Unit> unit = Optional.empty();
    if (entry.has("unit")) {
      unit = units.ofCode(entry.text("unit"));
      if (unit.isEmpty()) {
        throw entry
            .field("unit")
            .error("`%s` is not a code of units.yaml".formatted(entry.text("unit")));
      }
    }
    if ((kind == PropertyTerm.Kind.STATE) != entry.has("vocabulary")) {
      throw entry.error("a state needs a vocabulary and nothing else may have one");
    }
    if (entry.has("vocabulary") && !vocabularies.containsKey(entry.text("vocabulary"))) {
      throw entry.field("vocabulary").error("there is no such vocabulary");
    }
    YamlEntry title = entry.field("title").allowing("en", "zh");
    return new PropertyTerm(
        entry.text("name"),
        kind,
        entry.text("about").equals("axis"),
        unit,
        entry.has("vocabulary") ? Optional.of(entry.text("vocabulary")) : Optional.empty(),
        title.text("en"),
        title.text("zh"));
  }

  private static MtConnectTerms mtConnectTerms(YamlEntry root, Map<String, PropertyTerm> terms) {
    List<MtConnectTerms.Entry> entries = new ArrayList<>();
    for (YamlEntry entry : root.allowing("source", "types").field("types").list()) {
      entry.allowing("type", "sub-type", "within", "term");
      if (!terms.containsKey(entry.text("term"))) {
        throw entry.field("term").error("`%s` is not a term".formatted(entry.text("term")));
      }
      entries.add(
          new MtConnectTerms.Entry(
              entry.text("type"),
              entry.has("sub-type") ? entry.field("sub-type").textOrEmpty() : "*",
              entry.texts("within"),
              entry.text("term")));
    }
    return new MtConnectTerms(entries);
  }

  static <E extends Enum<E>> E choice(Class<E> type, YamlEntry entry) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-').equals(entry.text())
          || constant.name().equals(entry.text())) {
        return constant;
      }
    }
    throw entry.error(
        "`%s` is none of %s".formatted(entry.text(), List.of(type.getEnumConstants())));
  }

  private String text(String file) {
    return resources
        .apply(file)
        .orElseThrow(
            () -> new ProfileException("The resource " + file + " of the profile is missing"));
  }

  private static Optional<String> resource(String id, String file) {
    String path = "/profile/" + id + "/" + file;
    try (InputStream in = ProfileLoader.class.getResourceAsStream(path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ProfileException("The resource " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
