package io.resonance.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.kafka.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What was ever released stays readable (BACKWARD_TRANSITIVE). A release adds a folder and a line
 * here.
 */
class ReleasedSchemasTest {

  private static final List<String> RELEASES =
      List.of("0.1.0", "0.2.0", "0.3.0", "0.4.0", "0.5.0", "0.6.0", "0.7.0", "0.8.0");

  /** Topics that came after the first release. */
  private static final Map<Topic, String> ADDED =
      Map.of(
          Topic.ASSETS,
          "0.3.0",
          Topic.CONTROL,
          "0.4.0",
          Topic.CONTROL_ANSWERS,
          "0.4.0",
          Topic.HEALTH,
          "0.6.0",
          Topic.STATES,
          "0.6.0",
          Topic.SESSIONS,
          "0.7.0",
          Topic.AUDIT,
          "0.7.0");

  @ParameterizedTest
  @EnumSource(Topic.class)
  void everyReleasedSchemaIsReadable(Topic topic) throws IOException {
    for (String release : RELEASES) {
      if (!isReleased(release, topic)) {
        continue;
      }
      var answer =
          SchemaCompatibility.checkReaderWriterCompatibility(
              topic.schema(), released(release, topic));
      assertThat(answer.getType())
          .as(
              "%s of release %s: %s",
              topic.schema().getName(), release, answer.getResult().getIncompatibilities())
          .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void theNewestReleaseIsKeptAsItIs(Topic topic) throws IOException {
    assertThat(topic.schema())
        .as("released schemas are never edited; a change makes a new release folder")
        .isEqualTo(released(RELEASES.get(RELEASES.size() - 1), topic));
  }

  private static boolean isReleased(String release, Topic topic) {
    boolean released = ReleasedSchemasTest.class.getResource(resource(release, topic)) != null;
    assertThat(released || ADDED.getOrDefault(topic, RELEASES.get(0)).compareTo(release) > 0)
        .as("%s lacks the schema of %s", release, topic)
        .isTrue();
    return released;
  }

  private static String resource(String release, Topic topic) {
    return "/released/" + release + "/" + topic.schema().getName() + ".avsc";
  }

  private static Schema released(String release, Topic topic) throws IOException {
    try (InputStream in = ReleasedSchemasTest.class.getResourceAsStream(resource(release, topic))) {
      return new Schema.Parser().parse(in);
    }
  }
}
