package io.resonance.cli.map;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A plant file in the making: the sections every plant needs, then the machines. */
final class Proposal {

  private final List<String> head = new ArrayList<>();
  private final List<String> endpoints = new ArrayList<>();
  private final List<String> equipment = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private int mapped;
  private int unmapped;

  /** Starts one. */
  Proposal(String source) {
    head.add(
        "# Proposed by `resonance map` for "
            + printable(source)
            + ". What to change is marked TODO.");
  }

  void endpoint(String line) {
    endpoints.add(line);
  }

  void equipment(String line) {
    equipment.add(line);
  }

  void countMapped() {
    mapped++;
  }

  void countUnmapped() {
    unmapped++;
  }

  /** An id made from the name of a machine, which no other one has. */
  String idOf(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
    String id = plain.isEmpty() ? "machine" : plain.substring(0, Math.min(40, plain.length()));
    String distinct = id;
    for (int n = 2; !ids.add(distinct.toLowerCase(Locale.ROOT)); n++) {
      distinct = id + "-" + n;
    }
    return distinct;
  }

  /** How much of it has terms. */
  String summary() {
    return "%d values have terms of the profile, %d do not".formatted(mapped, unmapped);
  }

  /** The whole file. */
  String text() {
    List<String> lines = new ArrayList<>(head);
    lines.add("# " + summary() + ".");
    lines.add("resonance: 1");
    lines.add("");
    lines.add("plant: {id: my-plant, enterprise: My-Enterprise, site: My-Site} # TODO");
    lines.add("kafka: {bootstrap: \"localhost:9092\", prefix: my-plant} # TODO");
    lines.add("registry: {url: \"http://localhost:8081\"} # TODO");
    lines.add(
        "checkpoints: {folder: checkpoints} # TODO: for a cluster a folder all its processes share");
    lines.add("");
    lines.addAll(endpoints);
    lines.add("");
    lines.add("equipment:");
    lines.addAll(equipment);
    return String.join("\n", lines) + "\n";
  }

  /** A text in double quotes, as YAML reads it. */
  static String quoted(String text) {
    return '"' + printable(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** A text in one line of a comment. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
