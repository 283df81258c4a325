package io.resonance.schema.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A place in a YAML text that knows its file and line, so that every error can name them. Aliases
 * are refused, so that a text is not larger than it looks.
 */
public final class YamlEntry {

  private final String file;
  private final Node node;
  private final UnaryOperator<String> reading;

  private YamlEntry(String file, Node node) {
    this(file, node, UnaryOperator.identity());
  }

  private YamlEntry(String file, Node node, UnaryOperator<String> reading) {
    this.file = file;
    this.node = node;
    this.reading = reading;
  }

  /** The same place, whose texts (not its keys) are read through this function. */
  public YamlEntry reading(UnaryOperator<String> newReading) {
    return new YamlEntry(file, node, newReading);
  }

  /**
   * The top of a text.
   *
   * @param file what errors call it
   * @throws ProfileException if it is no YAML
   */
  public static YamlEntry parse(String file, String text) {
    try {
      Node root =
          new Compose(LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build())
              .composeString(text)
              .orElseThrow(() -> ProfileException.at(file, 1, "the file is empty"));
      return new YamlEntry(file, root);
    } catch (YamlEngineException e) {
      throw new ProfileException(file + " is not readable YAML: " + e.getMessage(), e);
    }
  }

  /** Refuses a field that is not among these, which is how typing errors show. */
  public YamlEntry allowing(String... names) {
    Set<String> known = Set.of(names);
    for (NodeTuple tuple : mapping().getValue()) {
      YamlEntry key = new YamlEntry(file, tuple.getKeyNode());
      if (!known.contains(key.text())) {
        throw key.error("unknown field `%s`; known are %s".formatted(key.text(), sorted(known)));
      }
    }
    return this;
  }

  /** The value of a field; an error where it is missing. */
  public YamlEntry field(String name) {
    for (NodeTuple tuple : mapping().getValue()) {
      if (new YamlEntry(file, tuple.getKeyNode()).text().equals(name)) {
        return new YamlEntry(file, tuple.getValueNode(), reading);
      }
    }
    throw error("the field `%s` is missing".formatted(name));
  }

  /** Whether the field is there. */
  public boolean has(String name) {
    return mapping().getValue().stream()
        .anyMatch(tuple -> new YamlEntry(file, tuple.getKeyNode()).text().equals(name));
  }

  /** The text of a field. */
  public String text(String name) {
    return field(name).text();
  }

  /** The text of a field that may be empty; the empty text where it is. */
  String textOrEmpty() {
    return node instanceof ScalarNode scalar ? scalar.getValue() : text();
  }

  /** The texts of a list; none where the field is missing. */
  public List<String> texts(String name) {
    return has(name) ? field(name).list().stream().map(YamlEntry::text).toList() : List.of();
  }

  /** The word or number here. */
  public String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw error("a word or a number is expected here");
    }
    if (scalar.getValue().isBlank()) {
      throw error("the text is empty");
    }
    return reading.apply(scalar.getValue());
  }

  /** The names of the fields here, in their order. */
  public List<String> names() {
    return mapping().getValue().stream()
        .map(tuple -> new YamlEntry(file, tuple.getKeyNode()).text())
        .toList();
  }

  /** Whether here is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Whether here are fields. */
  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** The items of the list here. */
  public List<YamlEntry> list() {
    if (!(node instanceof SequenceNode sequence)) {
      throw error("a list is expected here");
    }
    List<YamlEntry> entries = new ArrayList<>();
    sequence.getValue().forEach(item -> entries.add(new YamlEntry(file, item, reading)));
    return entries;
  }

  /** What stands here, in one line for people. */
  String shown() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (isList()) {
      return list().stream().map(YamlEntry::shown).toList().toString();
    }
    return names().stream()
        .map(name -> name + ": " + field(name).shown())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** What is wrong here, to be thrown. */
  public ProfileException error(String problem) {
    return ProfileException.at(file, line(), problem);
  }

  /** Number of the line, from 1. */
  public int line() {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private MappingNode mapping() {
    if (!(node instanceof MappingNode mapping)) {
      throw error("fields with values are expected here");
    }
    return mapping;
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
