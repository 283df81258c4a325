package io.resonance.infer.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read key by key. What is wrong is added to a list with its line and a
 * stand-in is answered, so that every problem of a file is told at once; keys nobody asked for are
 * problems too, see {@link #refuseUnknown}.
 */
final class YamlSection {

  private final String file;
  private final List<ModelProblem> problems;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  private YamlSection(String file, List<ModelProblem> problems, int line) {
    this.file = file;
    this.problems = problems;
    this.line = line;
  }

  static YamlSection of(Node node, String file, List<ModelProblem> problems) {
    YamlSection section = new YamlSection(file, problems, lineOf(node));
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String key =
            tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(not a word)";
        section.values.put(key, tuple.getValueNode());
        section.lines.put(key, lineOf(tuple.getKeyNode()));
      }
    } else {
      section.problem(section.line, "Keys and values are expected here, one `key: value` a line.");
    }
    return section;
  }

  /** Line of a node, from 1. */
  static int lineOf(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** A text that must be there. */
  String text(String key) {
    Node node = required(key);
    if (node == null) {
      return "";
    }
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    problem(lineOf(node), "`%s` must be a text.".formatted(key));
    return "";
  }

  String text(String key, String otherwise) {
    return known(key) ? text(key) : otherwise;
  }

  int integer(String key, int low, int high, int otherwise) {
    if (!known(key)) {
      return otherwise;
    }
    double number = number(key, otherwise);
    if (number != Math.rint(number) || number < low || number > high) {
      problem(
          lineOf(key),
          "`%s` must be a whole number from %d to %d but is %s."
              .formatted(key, low, high, text(key)));
      return otherwise;
    }
    return (int) number;
  }

  int integer(String key, int low, int high) {
    return required(key) == null ? low : integer(key, low, high, low);
  }

  double number(String key, double otherwise) {
    if (!known(key)) {
      return otherwise;
    }
    String text = text(key);
    try {
      double number = Double.parseDouble(text);
      if (!Double.isNaN(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, together with NaN
    }
    problem(lineOf(key), "`%s` must be a number but is `%s`.".formatted(key, text));
    return otherwise;
  }

  /** One of the given words. */
  String word(String key, List<String> words, String otherwise) {
    if (!known(key)) {
      return otherwise;
    }
    String text = text(key);
    if (words.contains(text)) {
      return text;
    }
    problem(lineOf(key), "`%s` is `%s`; write %s.".formatted(key, text, String.join(", ", words)));
    return otherwise;
  }

  /** Nanoseconds of a text such as {@code 500ms}, {@code 2s} or {@code 1m}. */
  long nanos(String key, long otherwise) {
    if (!known(key)) {
      return otherwise;
    }
    String text = text(key);
    long nanos = Quantities.nanos(text);
    if (nanos < 0) {
      problem(
          lineOf(key),
          "`%s` is `%s`; write a time such as 500ms, 2s, 1m or 0s.".formatted(key, text));
      return otherwise;
    }
    return nanos;
  }

  YamlSection section(String key) {
    Node node = required(key);
    return node == null ? new YamlSection(file, problems, line) : of(node, file, problems);
  }

  List<YamlSection> sections(String key) {
    List<YamlSection> sections = new ArrayList<>();
    for (Node node : nodes(key)) {
      sections.add(of(node, file, problems));
    }
    return sections;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Node node : nodes(key)) {
      texts.add(node instanceof ScalarNode scalar ? scalar.getValue() : "");
    }
    return texts;
  }

  private List<Node> nodes(String key) {
    Node node = required(key);
    if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
      return sequence.getValue();
    }
    if (node != null) {
      problem(lineOf(node), "`%s` must be a list with at least one entry.".formatted(key));
    }
    return List.of();
  }

  /** Line of a key, or of the section where the key is absent. */
  int lineOf(String key) {
    return lines.getOrDefault(key, line);
  }

  int line() {
    return line;
  }

  void problem(int atLine, String message) {
    problems.add(new ModelProblem(file, atLine, message));
  }

  /** To be called last: every key that was not read is unknown. */
  void refuseUnknown() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        problem(
            lineOf(key),
            "`%s` is not known here; known are %s.".formatted(key, String.join(", ", asked)));
      }
    }
  }

  private boolean known(String key) {
    if (!asked.contains(key)) {
      asked.add(key);
    }
    return has(key);
  }

  private Node required(String key) {
    if (!known(key)) {
      if (!values.isEmpty()) {
        problem(line, "`%s` is missing.".formatted(key));
      }
      return null;
    }
    return values.get(key);
  }
}
