package io.resonance.schema.plant.load;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads single values and checks how YAML reads them. */
final class ScalarReader {

  private static final Set<Shape> ANY_TEXT =
      EnumSet.of(Shape.TEXT, Shape.WHOLE_NUMBER, Shape.DECIMAL_NUMBER, Shape.FLAG);

  private final Problems problems;

  ScalarReader(Problems problems) {
    this.problems = problems;
  }

  Optional<Field> read(Node node, ScalarType type, Place place) {
    boolean secret = type instanceof ScalarType.SecretText;
    Shape shape = Shape.of(node);
    if (!(node instanceof ScalarNode scalar) || shape == Shape.NOTHING || shape == Shape.FOREIGN) {
      reportShape(node, type.noun(), place);
      return Optional.empty();
    }
    String spelled = scalar.getValue();
    boolean unitMissing = type instanceof ScalarType.Time && shape == Shape.WHOLE_NUMBER;
    if (shape != type.shape() && !secret && !unitMissing) {
      problems.error(
          place,
          shownValue(spelled),
          "Here %s is needed, but this is %s.".formatted(type.noun(), shape.words()),
          type.shape() == Shape.TEXT
              ? "Put it in quotes: \"" + spelled + "\"."
              : "Write " + type.noun() + ", without quotes.");
      return Optional.empty();
    }
    if (!secret && SecretReference.isMeant(spelled)) {
      problems.error(
          place,
          shownValue(spelled),
          "References are only read where secrets are: password, token and kafka.properties.",
          "Write the value itself; make the file from a template if it differs between plants.");
      return Optional.empty();
    }
    try {
      return Optional.of(Field.inFile(place, secret ? "" : spelled, type.parse(spelled)));
    } catch (MalformedValueException malformed) {
      problems.error(
          place, secret ? "" : shownValue(spelled), malformed.reason(), malformed.nextStep());
      return Optional.empty();
    }
  }

  /** Reads text, a number or true and false as text. */
  Optional<Field> readAnyText(Node node, Place place) {
    if (!(node instanceof ScalarNode scalar) || !ANY_TEXT.contains(Shape.of(node))) {
      reportShape(node, "text or a number", place);
      return Optional.empty();
    }
    String spelled = scalar.getValue();
    if (SecretReference.isMeant(spelled)) {
      problems.error(
          place,
          spelled,
          "References are only read where secrets are: password, token and kafka.properties.",
          "Write the value itself.");
      return Optional.empty();
    }
    return Optional.of(Field.inFile(place, spelled, spelled));
  }

  /** Whether the node has the shape; reports it if not. */
  boolean hasShape(Node node, Shape needed, Place place) {
    if (Shape.of(node) == needed) {
      return true;
    }
    reportShape(node, needed.words(), place);
    return false;
  }

  /** Says that the node does not have the shape that is needed. */
  void reportShape(Node node, String needed, Place place) {
    Shape shape = Shape.of(node);
    if (shape == Shape.NOTHING) {
      problems.error(
          place,
          "There is no value; %s is needed.".formatted(needed),
          "Write one, or remove the key if it may be left out.");
    } else if (shape == Shape.FOREIGN) {
      problems.error(
          place,
          "There is a tag; tags are not allowed.",
          "Remove the word that begins with '!', or put the value in quotes if it is part of it.");
    } else {
      problems.error(
          place,
          "Here %s is needed, but this is %s.".formatted(needed, shape.words()),
          nextStep(needed));
    }
  }

  private static String nextStep(String needed) {
    if (needed.equals(Shape.LIST.words())) {
      return "Begin each entry with '- ' on a line of its own.";
    }
    return needed.equals(Shape.MAPPING.words())
        ? "Write its keys below, indented by two spaces, each as 'key: value'."
        : "Write " + needed + " after the colon.";
  }

  // what looks like user:password@host is not repeated
  private static String shownValue(String spelled) {
    int colon = spelled.indexOf(':');
    return colon >= 0 && colon < spelled.lastIndexOf('@') ? "" : spelled;
  }
}
