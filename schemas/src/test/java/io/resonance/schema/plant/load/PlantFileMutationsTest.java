package io.resonance.schema.plant.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a file contains, loading it gives a result. */
class PlantFileMutationsTest {

  private static final Path FILE = Path.of("/plants/mutated.yaml");
  private static final String[] TOKENS = {
    ":",
    "- ",
    "\t",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "!!set ",
    "? ",
    "|\n",
    ">",
    "#",
    "${",
    "${env:X}",
    "null",
    "~",
    "---\n",
    "\u0000",
    "\u2028",
    "\uD800",
    "é",
    "%",
    "@",
    "`",
    "0x1",
    "-1",
    "1e9",
    "true",
    "<<: ",
    "\n",
    "  ",
    "ns=2;i=1",
    "99999999999999999999"
  };

  private final String original;

  PlantFileMutationsTest() throws IOException {
    original = Files.readString(PlantFileExamplesTest.PLANTS.resolve("small-line.yaml"));
  }

  @Property(tries = 1500)
  void givesAResultForEveryMutation(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int n) {
    Random random = new Random(seed);
    String text = original;
    for (int i = 0; i < n; i++) {
      text = mutate(text, random);
    }

    assertReadable(text.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 300)
  void givesAResultForAnyBytes(@ForAll @Size(max = 300) byte[] bytes) {
    assertReadable(bytes);
  }

  private static String mutate(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(12));
    String token = TOKENS[random.nextInt(TOKENS.length)];
    return switch (random.nextInt(7)) {
      case 0 -> text.substring(0, at) + text.substring(end);
      case 1 -> text.substring(0, at) + token + text.substring(at);
      case 2 -> text.substring(0, at) + token + text.substring(end);
      case 3 -> text.substring(0, at);
      case 4 -> withLinesMoved(text, random);
      // long text brings out what is recursive
      case 5 -> text.substring(0, at) + text.substring(at, end).repeat(500) + text.substring(end);
      default -> text.substring(0, end) + text.substring(at);
    };
  }

  private static String withLinesMoved(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.size() > 1) {
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
      lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
    }
    return String.join("\n", lines);
  }

  private static void assertReadable(byte[] bytes) {
    FakeEnvironment environment = FakeEnvironment.ofExamples(FILE.getParent()).put(FILE, bytes);
    PlantFileResult result = new PlantFileLoader(new FakeVocabulary(), environment).load(FILE);
    if (result instanceof PlantFileResult.Refused) {
      assertThat(result.problems())
          .anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }
    assertThat(result.problems())
        .allSatisfy(
            problem -> {
              assertThat(problem.reason()).isNotBlank();
              assertThat(problem.nextStep()).isNotBlank();
              assertThat(problem.oneLine()).doesNotContain("\n");
              assertThat(problem.render()).startsWith(FILE.toString());
            });
  }
}
