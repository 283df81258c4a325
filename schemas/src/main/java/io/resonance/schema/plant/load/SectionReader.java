package io.resonance.schema.plant.load;

import io.resonance.schema.plant.load.Field.Origin;
import io.resonance.schema.plant.load.KeyType.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Holds the tree of a file against the table of keys. */
final class SectionReader {

  /** More than the largest plant needs; aliases may make a small file larger than that. */
  static final int MOST_VALUES = 500_000;

  static final String NO_SPACE = "There is no space after the colon of '%s'.";
  private static final String MERGE = "<<";

  private final Problems problems;
  private final ScalarReader scalars;
  private final ClientPropertiesReader clientProperties;
  private int values;

  SectionReader(Problems problems) {
    this.problems = problems;
    this.scalars = new ScalarReader(problems);
    this.clientProperties = new ClientPropertiesReader(problems, scalars);
  }

  /** What could be read; empty if there is not even a mapping of keys. */
  Optional<Fields> read(Node root) {
    return read(root, PlantFileKeys.TOP, "")
        .filter(field -> values <= MOST_VALUES)
        .map(field -> field.as(Fields.class));
  }

  private Optional<Field> read(Node node, KeyType type, String path) {
    Place place = placeOf(node, path);
    values++;
    if (values > MOST_VALUES) {
      if (values == MOST_VALUES + 1) {
        problems.error(
            place,
            "The file holds more than %,d values, counting those of aliases each time."
                .formatted(MOST_VALUES),
            "Split the plant over several jobs.");
      }
      return broken(path);
    }
    if (type instanceof KeyType.Single single) {
      return scalars.read(node, single.scalar(), place);
    }
    if (type instanceof KeyType.ListOf list) {
      return scalars.hasShape(node, Shape.LIST, place)
          ? Optional.of(Field.inFile(place, "", items((SequenceNode) node, list, place)))
          : broken(path);
    }
    if (!scalars.hasShape(node, Shape.MAPPING, place)) {
      return broken(path);
    }
    Map<String, NodeTuple> tuples = tuples((MappingNode) node, path);
    Object value;
    if (type instanceof Section section) {
      value = section(tuples, section, place);
    } else if (type instanceof KeyType.ClientProperties) {
      value = clientProperties.read(tuples, path);
    } else {
      value = ruleParameters(tuples, path);
    }
    return Optional.of(Field.inFile(place, "", value));
  }

  private Fields section(Map<String, NodeTuple> tuples, Section section, Place place) {
    Fields fields = new Fields(place);
    tuples.forEach(
        (name, tuple) -> {
          if (!section.names().contains(name)) {
            reportUnknown(tuple, name, section, place.path());
          }
        });
    boolean merged = tuples.containsKey(MERGE);
    for (Key key : section.keys()) {
      NodeTuple tuple = tuples.get(key.name());
      String path = place.child(key.name()).path();
      if (tuple != null) {
        read(tuple.getValueNode(), key.type(), path)
            .ifPresentOrElse(
                field -> fields.put(key.name(), field), () -> problems.markBroken(path));
      } else if (key.isRequired()) {
        if (merged) {
          problems.markBroken(path); // was to come from the merge, which is reported
        } else {
          reportMissing(key, place);
        }
      } else {
        fillIn(key, fields);
      }
    }
    return fields;
  }

  private void fillIn(Key key, Fields fields) {
    if (key.type() instanceof Section section) {
      if (!(key.presence() instanceof Key.Presence.Defaults)) {
        return;
      }
      Place place = fields.place().child(key.name());
      Fields defaults = section(Map.of(), section, place);
      fields.put(key.name(), new Field(place, "", defaults, Origin.DEFAULT));
      return;
    }
    if (key.defaultValue().isEmpty() || !(key.type() instanceof KeyType.Single single)) {
      return;
    }
    String spelled = key.defaultValue().get();
    try {
      Object value = single.scalar().parse(spelled);
      fields.put(
          key.name(), new Field(fields.place().child(key.name()), spelled, value, Origin.DEFAULT));
    } catch (MalformedValueException wrongTable) {
      throw new IllegalStateException(
          "The default of the key " + key.name() + " is not of its type.", wrongTable);
    }
  }

  private List<Field> items(SequenceNode node, KeyType.ListOf list, Place place) {
    if (node.getValue().isEmpty()) {
      problems.error(
          place, "The list is empty.", "Add an entry that begins with '- ', or remove the key.");
    }
    List<Field> items = new ArrayList<>();
    for (int i = 0; i < node.getValue().size(); i++) {
      String path = place.path() + "[" + i + "]";
      Optional<Field> item = read(node.getValue().get(i), list.item(), path);
      if (item.isEmpty() || problems.isBroken(path + ".id")) {
        problems.markBroken(place.path());
      }
      item.ifPresent(items::add);
    }
    return items;
  }

  private Map<String, Field> ruleParameters(Map<String, NodeTuple> rules, String path) {
    Map<String, Field> byRule = new LinkedHashMap<>();
    rules.forEach(
        (rule, tuple) -> {
          Node node = tuple.getValueNode();
          Place place = placeOf(node, path + "." + rule);
          if (scalars.hasShape(node, Shape.MAPPING, place)) {
            Map<String, Field> parameters = new LinkedHashMap<>();
            tuples((MappingNode) node, place.path())
                .forEach(
                    (name, parameter) ->
                        scalars
                            .readAnyText(
                                parameter.getValueNode(),
                                placeOf(parameter.getValueNode(), place.path() + "." + name))
                            .ifPresent(field -> parameters.put(name, field)));
            byRule.put(rule, Field.inFile(place, "", parameters));
          }
        });
    return byRule;
  }

  /** The keys of a mapping, each once. */
  private Map<String, NodeTuple> tuples(MappingNode mapping, String path) {
    Map<String, NodeTuple> byName = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place place = placeOf(tuple.getKeyNode(), path);
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        problems.error(place, "A key must be a word.", "Write one word before the colon.");
        continue;
      }
      String name = scalar.getValue();
      Integer first = lines.putIfAbsent(name, place.line());
      if (first == null) {
        byName.put(name, tuple);
      } else {
        String shown = shownKey(name);
        problems.error(
            placeOf(scalar, childPath(path, shown)),
            "The key '%s' is given twice, in lines %d and %d."
                .formatted(shown, first, place.line()),
            "Keep one of the two.");
      }
    }
    return byName;
  }

  private void reportUnknown(NodeTuple tuple, String name, Section section, String path) {
    List<String> known = section.names();
    String shown = shownKey(name);
    Optional<String> near = Nearest.to(shown, known);
    near.ifPresent(meant -> problems.markBroken(childPath(path, meant)));
    String reason = "The key '%s' is not known.%s".formatted(shown, Nearest.question(near));
    String next = "Known here: " + String.join(", ", known) + ".";
    if (name.equals(MERGE)) {
      next =
          "Merging (<<) is not part of YAML 1.2: write the keys out, or use an alias for a whole value.";
    } else if (!shown.equals(name)) {
      reason = NO_SPACE.formatted(shown);
      next = "Put a space after the colon.";
    }
    // the value is not shown: under a misspelt key it may be a secret
    problems.error(placeOf(tuple.getKeyNode(), childPath(path, shown)), reason, next);
  }

  private void reportMissing(Key key, Place place) {
    String path = place.child(key.name()).path();
    if (problems.isBroken(path)) {
      return; // its misspelling is reported
    }
    problems.markBroken(path);
    problems.error(
        new Place(place.line(), place.column(), path),
        "The key '%s' is missing.".formatted(key.name()),
        "Add it: " + key.sentence());
  }

  private Optional<Field> broken(String path) {
    problems.markBroken(path);
    return Optional.empty();
  }

  /** The key without a value that follows it without a space, which may be a secret. */
  static String shownKey(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static String childPath(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static Place placeOf(Node node, String path) {
    return node.getStartMark()
        .map(mark -> YamlText.placeOf(mark, path))
        .orElse(new Place(0, 0, path));
  }
}
