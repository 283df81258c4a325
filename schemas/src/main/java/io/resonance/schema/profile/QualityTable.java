package io.resonance.schema.profile;

import io.resonance.schema.batch.QualityScale;
import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.Quality;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How good values are and how urgent conditions, by what either protocol says: quality.yaml.
 *
 * @param words what MTConnect says about values
 * @param limits what LimitBits leave of a value, by {@link QualityScale.Limit}
 * @param health what the health of a device leaves of its numbers
 * @param severities classes of the severity of OPC UA conditions, the lowest first
 */
record QualityTable(
    List<Word> words, List<Row> limits, List<Row> health, List<SeverityClass> severities) {

  private static final String HEALTH = "device-health";

  /** A word MTConnect says about a value, and the OPC UA StatusCode it becomes. */
  record Word(String word, int statusCode, String name, Rule.Localized why) {}

  /** The best a value can be of which this is said. */
  record Row(String word, Quality quality, Rule.Localized why) {}

  /** Severities of OPC UA conditions from a number on, and the level an active one has. */
  record SeverityClass(int from, ConditionLevel level, Rule.Localized why) {}

  static QualityTable read(YamlEntry root, Map<String, Vocabulary> vocabularies) {
    root.allowing("source", "mtconnect", "limit-bits", HEALTH, "opcua-severity");
    List<Row> limits = rows(root.field("limit-bits"));
    for (YamlEntry entry : root.field("limit-bits").list()) {
      ProfileLoader.choice(QualityScale.Limit.class, entry.field("word"));
    }
    Vocabulary known = vocabularies.get(HEALTH);
    for (YamlEntry entry : root.field(HEALTH).list()) {
      if (known == null || !known.words().contains(entry.text("word"))) {
        throw entry
            .field("word")
            .error("`%s` is no word of the vocabulary %s".formatted(entry.text("word"), HEALTH));
      }
    }
    return new QualityTable(words(root), limits, rows(root.field(HEALTH)), severityClasses(root));
  }

  /** The scale that these rows make. */
  QualityScale scale() {
    Map<QualityScale.Limit, Quality> byLimit = new EnumMap<>(QualityScale.Limit.class);
    limits.forEach(row -> byLimit.put(QualityScale.Limit.valueOf(row.word()), row.quality()));
    Map<String, Quality> byHealth = new HashMap<>();
    health.forEach(row -> byHealth.put(row.word(), row.quality()));
    return new QualityScale(byLimit, byHealth);
  }

  private static List<Row> rows(YamlEntry root) {
    List<Row> rows = new ArrayList<>();
    for (YamlEntry entry : root.list()) {
      entry.allowing("word", "quality", "why");
      String word = entry.text("word");
      if (rows.stream().anyMatch(row -> row.word().equals(word))) {
        throw entry.field("word").error("`%s` is there twice".formatted(word));
      }
      YamlEntry why = entry.field("why").allowing("en", "zh");
      rows.add(
          new Row(
              word,
              ProfileLoader.choice(Quality.class, entry.field("quality")),
              new Rule.Localized(why.text("en"), why.text("zh"))));
    }
    return List.copyOf(rows);
  }

  private static List<Word> words(YamlEntry root) {
    List<Word> words = new ArrayList<>();
    for (YamlEntry entry : root.field("mtconnect").list()) {
      entry.allowing("word", "status", "name", "why");
      YamlEntry why = entry.field("why").allowing("en", "zh");
      try {
        words.add(
            new Word(
                entry.text("word"),
                Long.decode(entry.text("status")).intValue(),
                entry.text("name"),
                new Rule.Localized(why.text("en"), why.text("zh"))));
      } catch (NumberFormatException e) {
        throw entry.field("status").error("a status code is written like 0x80310000");
      }
    }
    return List.copyOf(words);
  }

  private static List<SeverityClass> severityClasses(YamlEntry root) {
    List<SeverityClass> classes = new ArrayList<>();
    int least = 0;
    for (YamlEntry entry : root.field("opcua-severity").list()) {
      entry.allowing("from", "level", "why");
      YamlEntry why = entry.field("why").allowing("en", "zh");
      int from;
      try {
        from = Integer.parseInt(entry.text("from"));
      } catch (NumberFormatException e) {
        throw entry.field("from").error("a severity is a whole number of 0 to 1000");
      }
      if (from < least || (classes.isEmpty() && from > 0)) {
        throw entry.field("from").error("the classes begin with 0 and rise");
      }
      least = from + 1;
      classes.add(
          new SeverityClass(
              from,
              ProfileLoader.choice(ConditionLevel.class, entry.field("level")),
              new Rule.Localized(why.text("en"), why.text("zh"))));
    }
    if (classes.isEmpty()) {
      throw root.field("opcua-severity").error("there must be a class that begins with 0");
    }
    return List.copyOf(classes);
  }
}
