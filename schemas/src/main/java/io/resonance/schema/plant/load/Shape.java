package io.resonance.schema.plant.load;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/** How YAML reads a piece of the file. */
enum Shape {
  TEXT("text"),
  WHOLE_NUMBER("a whole number"),
  DECIMAL_NUMBER("a decimal number"),
  FLAG("true or false"),
  NOTHING("empty"),
  LIST("a list"),
  MAPPING("a mapping of keys"),
  /** Something a tag such as {@code !!set} asks for. */
  FOREIGN("a value with a tag");

  private final String words;

  Shape(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  static Shape of(Node node) {
    Tag tag = node.getTag();
    return switch (node.getNodeType()) {
      case SEQUENCE -> tag.equals(Tag.SEQ) ? LIST : FOREIGN;
      case MAPPING -> tag.equals(Tag.MAP) ? MAPPING : FOREIGN;
      case SCALAR -> ofScalar(tag);
      case ANCHOR -> FOREIGN;
    };
  }

  private static Shape ofScalar(Tag tag) {
    // the library reads ${NAME} as a tag of its own
    if (tag.equals(Tag.STR) || tag.equals(Tag.ENV_TAG)) {
      return TEXT;
    }
    if (tag.equals(Tag.INT)) {
      return WHOLE_NUMBER;
    }
    if (tag.equals(Tag.FLOAT)) {
      return DECIMAL_NUMBER;
    }
    if (tag.equals(Tag.BOOL)) {
      return FLAG;
    }
    return tag.equals(Tag.NULL) ? NOTHING : FOREIGN;
  }
}
