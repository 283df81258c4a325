package io.resonance.schema.plant.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.load.KeyType.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published about keys is what the loader goes by. To write it anew: -Dkeys.update=true */
class PlantFileKeysTest {

  private static final Path SCHEMA = Path.of("src/main/resources/plant-file-0.1.schema.json");
  private static final Path TABLE = Path.of("PLANT-FILE.md");

  @Test
  void publishesTheJsonSchemaOfTheTableOfKeys() throws IOException {
    assertPublished(SCHEMA, JsonSchemaOfKeys.write());
  }

  @Test
  void publishesTheOptionTableOfTheTableOfKeys() throws IOException {
    assertPublished(TABLE, OptionTableOfKeys.write());
  }

  @Test
  void givesEveryDefaultInTheFormOfItsType() throws MalformedValueException {
    for (Key key : keys(PlantFileKeys.TOP).toList()) {
      if (key.type() instanceof KeyType.Single single && key.defaultValue().isPresent()) {
        assertThat(single.scalar().parse(key.defaultValue().get())).isNotNull();
      }
    }
  }

  @Test
  void explainsEveryKeyInASentence() {
    assertThat(keys(PlantFileKeys.TOP)).allMatch(key -> key.sentence().endsWith("."));
  }

  @Test
  void pinsTheDefaults() {
    List<String> defaults =
        keys(PlantFileKeys.TOP)
            .filter(key -> key.defaultValue().isPresent())
            .map(key -> key.name() + "=" + key.defaultValue().get())
            .toList();

    assertThat(defaults)
        .containsExactly(
            "id=mdr-profile-0.1",
            "reopen-within=10m",
            "flood-first=20",
            "flood-interval=10m",
            "health-interval=60s",
            "guarantee=exactly-once",
            "partitions=6",
            "replication=3",
            "api-key-header=X-API-Key",
            "confirmation=always",
            "format=b2mml",
            "timeout=15m",
            "on-timeout=resend",
            "resends=3",
            "messages-per-minute=120",
            "request-timeout=10s",
            "interval=5s",
            "security-policy=Basic256Sha256",
            "security-mode=sign-and-encrypt",
            "i-accept-no-security=false",
            "publishing-interval=100ms",
            "sampling-interval=100ms",
            "survive-outage=10m",
            "rebrowse-interval=5m",
            "interval=100ms",
            "survive-outage=30s",
            "split-by=auto",
            "unit=",
            "device=",
            "glob=**",
            "type=",
            "at-most=50000",
            "source=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"small-line.yaml", "twenty-servers.yaml"})
  void findsTheExamplesInOrderByTheJsonSchema(String name) throws IOException {
    String yaml = Files.readString(PlantFileExamplesTest.PLANTS.resolve(name));

    assertThat(PublishedSchema.complaints(yaml)).isEmpty();
  }

  private static void assertPublished(Path file, String content) throws IOException {
    if (Boolean.getBoolean("keys.update")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, content);
    }
    assertThat(file).hasContent(content);
  }

  private static Stream<Key> keys(Section section) {
    return section.keys().stream()
        .flatMap(
            key -> {
              KeyType type = key.type() instanceof KeyType.ListOf list ? list.item() : key.type();
              Stream<Key> below = type instanceof Section inner ? keys(inner) : Stream.empty();
              return Stream.concat(Stream.of(key), below);
            });
  }
}
