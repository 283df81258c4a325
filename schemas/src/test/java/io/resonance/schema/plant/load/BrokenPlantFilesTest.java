package io.resonance.schema.plant.load;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file in {@code plant-file/broken} gives exactly the problems in the text file beside it.
 * Once they are meant to change: {@code -Dbroken.update=true}, and read the difference.
 */
class BrokenPlantFilesTest {

  private static final Path FOLDER = Path.of("src/test/resources/plant-file/broken");

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void saysExactlyWhatIsWrong(String name) throws IOException {
    String actual = render(load(name)) + "\n";
    Path expected = FOLDER.resolve(name + ".txt");
    if (Boolean.getBoolean("broken.update")) {
      Files.writeString(expected, actual);
    }

    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void refusesWhatTheJsonSchemaRefuses(String name) throws IOException {
    String yaml = Files.readString(FOLDER.resolve(name + ".yaml"));
    String verdict = yaml.lines().findFirst().orElseThrow().replace("# JSON Schema: ", "");
    if (verdict.equals("none")) {
      return; // not readable as JSON in the same sense
    }

    assertThat(PublishedSchema.complaints(yaml).isEmpty()).isEqualTo(verdict.equals("accepts"));
    if (verdict.equals("refuses")) {
      assertThat(load(name)).isInstanceOf(PlantFileResult.Refused.class);
    }
  }

  @Test
  void acceptsTheFilesWithWarningsAlone() throws IOException {
    List<String> accepted =
        names()
            .filter(name -> isAccepted(name))
            .filter(name -> !name.startsWith("warning-"))
            .toList();

    assertThat(accepted).containsExactly("address-mapped-twice");
    assertThat(names().filter(name -> name.startsWith("warning-"))).allMatch(this::isAccepted);
  }

  @Test
  void neverRepeatsASecret() throws IOException {
    for (String name : names().toList()) {
      assertThat(load(name).problems().toString()).doesNotContain("hunter2", "12345");
    }
  }

  private boolean isAccepted(String name) {
    try {
      return load(name) instanceof PlantFileResult.Accepted;
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static PlantFileResult load(String name) throws IOException {
    Path folder = Path.of("/plants");
    Path file = folder.resolve(name + ".yaml");
    FakeEnvironment environment =
        FakeEnvironment.ofExamples(folder)
            .put(file, Files.readAllBytes(FOLDER.resolve(name + ".yaml")));
    return new PlantFileLoader(new FakeVocabulary(), environment).load(file);
  }

  private static String render(PlantFileResult result) {
    return result.problems().stream().map(Problem::render).collect(joining("\n"));
  }
}
