package io.resonance.schema.plant.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.load.Problem.Severity;
import org.junit.jupiter.api.Test;

class ProblemTest {

  private static final Problem PROBLEM =
      new Problem(
          Severity.ERROR,
          "small-line.yaml",
          12,
          5,
          "opcua.servers[0].url",
          "opc.tcpp://mill:4840",
          "The scheme is not known.",
          "Write opc.tcp://host:port/path.");

  @Test
  void showsPeopleTheValueWithACaret() {
    assertThat(PROBLEM.render())
        .isEqualTo(
            """
            small-line.yaml:12:5 error: opcua.servers[0].url: The scheme is not known.
                url: opc.tcpp://mill:4840
                     ^
              next: Write opc.tcp://host:port/path.""");
  }

  @Test
  void keepsEverythingOnOneLineForPrograms() {
    assertThat(PROBLEM.oneLine())
        .isEqualTo(
            "small-line.yaml:12:5: error: opcua.servers[0].url: The scheme is not known. Next: Write opc.tcp://host:port/path.");
  }

  @Test
  void leavesThePositionOutForTheFileAsAWhole() {
    Problem problem =
        new Problem(Severity.WARNING, "a.yaml", 0, 0, "", "", "It is strange.", "Look at it.");

    assertThat(problem.oneLine()).isEqualTo("a.yaml: warning: It is strange. Next: Look at it.");
  }

  @Test
  void shortensLongValuesToOneLine() {
    Problem problem =
        new Problem(
            Severity.ERROR, "a.yaml", 1, 1, "site", "a\nb\u001b" + "c".repeat(500), "R.", "N.");

    assertThat(problem.value()).startsWith("a b ccc").endsWith("...").hasSizeLessThan(130);
  }
}
