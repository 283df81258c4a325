package io.resonance.schema.plant.load;

import io.resonance.schema.plant.load.KeyType.Section;

/** Writes the Markdown table of all keys from the table of keys. */
final class OptionTableOfKeys {

  private final StringBuilder text = new StringBuilder();

  private OptionTableOfKeys() {}

  static String write() {
    OptionTableOfKeys table = new OptionTableOfKeys();
    table.text.append(
        """
        # The plant file

        Everything a deployer may write, key by key. Examples are in `flink-conf/plants`. `resonance check FILE` reports every
        problem of a file at once, and `plant-file-0.1.schema.json` lets editors complete it.

        - Durations are a whole number and `ms`, `s`, `m`, `h` or `d`: `100ms`, `10s`, `5m`.
        - Secrets are references, `${env:NAME}` or `${file:/path}`, and only stand in `password`, `token` and `kafka.properties`.
        - Relative paths start at the folder of the plant file.
        - A file is YAML 1.2 of at most 4 MiB, without tags, duplicate keys or merging (`<<`).

        For completion in editors that know the YAML language server, begin the file with the line
        `# yaml-language-server: $schema=<path or URL of plant-file-0.1.schema.json>`.

        This page is written from the table the loader checks by.
        """);
    table.section("", PlantFileKeys.TOP);
    return table.text.toString();
  }

  private void section(String path, Section section) {
    text.append("\n## ")
        .append(path.isEmpty() ? "Top level" : "`" + path + "`")
        .append("\n\n")
        .append(section.title())
        .append(".\n\n| Key | Type | Default | Meaning |\n|---|---|---|---|\n");
    for (Key key : section.keys()) {
      text.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(key.name(), noun(key.type()), defaultOf(key), escape(key.sentence())));
    }
    for (Key key : section.keys()) {
      String below = path.isEmpty() ? key.name() : path + "." + key.name();
      if (key.type() instanceof Section inner) {
        section(below, inner);
      } else if (key.type() instanceof KeyType.ListOf list
          && list.item() instanceof Section inner) {
        section(below + "[]", inner);
      }
    }
  }

  private static String defaultOf(Key key) {
    if (key.isRequired()) {
      return "**required**";
    }
    return key.defaultValue()
        .map(value -> value.isEmpty() ? "empty" : "`" + value + "`")
        .orElse("left out");
  }

  private static String noun(KeyType type) {
    if (type instanceof KeyType.Single single) {
      return escape(describe(single.scalar()));
    }
    if (type instanceof KeyType.ListOf list) {
      if (list.item() instanceof Section) {
        return "list, see below";
      }
      boolean patterns =
          list.item() instanceof KeyType.Single single
              && single.scalar() instanceof ScalarType.BrowseGlob;
      return patterns ? "list of patterns" : "list of ids";
    }
    return type instanceof Section ? "section, see below" : "free keys";
  }

  private static String describe(ScalarType type) {
    if (type instanceof ScalarType.Whole whole) {
      return whole.least() == whole.most()
          ? "`" + whole.least() + "`"
          : "whole number, %d to %d".formatted(whole.least(), whole.most());
    }
    if (type instanceof ScalarType.Time time) {
      return "duration, %s to %s"
          .formatted(DurationText.spell(time.least()), DurationText.spell(time.most()));
    }
    if (type instanceof ScalarType.Choice choice) {
      return "`" + String.join("`, `", choice.words()) + "`";
    }
    if (type instanceof ScalarType.Url url) {
      return "URL, `" + String.join("` or `", url.schemes()) + "`";
    }
    return type.noun();
  }

  private static String escape(String sentence) {
    return sentence.replace("|", "\\|").replace("<", "&lt;");
  }
}
