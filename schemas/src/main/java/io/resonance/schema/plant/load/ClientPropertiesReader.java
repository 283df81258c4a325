package io.resonance.schema.plant.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads Kafka client properties: plain ones, and references to secrets. */
final class ClientPropertiesReader {

  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,199}");

  // values of these are secrets, wholly or in part
  static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?:.*\\.)?(?:sasl\\.jaas\\.config|.*password|.*secret|ssl\\.keystore\\.key)");

  static final Set<String> SET_BY_THE_JOB =
      Set.of(
          "acks",
          "bootstrap.servers",
          "enable.auto.commit",
          "enable.idempotence",
          "group.id",
          "isolation.level",
          "key.deserializer",
          "key.serializer",
          "transactional.id",
          "value.deserializer",
          "value.serializer");

  private final Problems problems;
  private final ScalarReader scalars;

  ClientPropertiesReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  /** By name; values are texts or {@link io.resonance.schema.plant.Secret}s. */
  Map<String, Field> read(Map<String, NodeTuple> tuples, String top) {
    Map<String, Field> properties = new LinkedHashMap<>();
    tuples.forEach(
        (name, tuple) -> {
          Node node = tuple.getValueNode();
          String path = top + "." + SectionReader.shownKey(name);
          Place place =
              node.getStartMark()
                  .map(mark -> YamlText.placeOf(mark, path))
                  .orElse(new Place(0, 0, path));
          if (isAllowed(name, place)) {
            read(name, node, place).ifPresent(field -> properties.put(name, field));
          }
        });
    return properties;
  }

  private boolean isAllowed(String name, Place place) {
    if (SET_BY_THE_JOB.contains(name)) {
      problems.error(
          place,
          "The property '%s' is set by the job itself.".formatted(name),
          name.equals("bootstrap.servers")
              ? "Remove it; brokers are named by kafka.bootstrap."
              : "Remove it; the guarantee is chosen by kafka.guarantee.");
      return false;
    }
    if (!NAME.matcher(name).matches()) {
      problems.error(
          place,
          (name.contains(":")
                  ? SectionReader.NO_SPACE
                  : "'%s' is not the name of a Kafka client property.")
              .formatted(SectionReader.shownKey(name)),
          name.contains(":")
              ? "Put a space after the colon."
              : "Write names as Kafka's documentation does, such as security.protocol.");
      return false;
    }
    return true;
  }

  private Optional<Field> read(String name, Node node, Place place) {
    boolean reference =
        node instanceof ScalarNode scalar && SecretReference.isMeant(scalar.getValue());
    return reference || SECRET_NAME.matcher(name).matches()
        ? scalars.read(node, new ScalarType.SecretText(), place)
        : scalars.readAnyText(node, place);
  }
}
