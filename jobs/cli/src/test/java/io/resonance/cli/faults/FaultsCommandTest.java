package io.resonance.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FaultsCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return new CommandLine(new FaultsCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              err.append(failure.getMessage());
              return CommandLine.ExitCode.SOFTWARE;
            })
        .execute(words);
  }

  @Test
  void listsTheCellsOfAFaultWithWhatItDoesAndWhen() {
    assertThat(run("list", "--cell", "mes-slow/*")).isZero();
    assertThat(out.toString())
        .contains("The MES takes longer for every message")
        .contains("mes-slow/steady", "while values flow")
        .contains("4 cells.")
        .doesNotContain("opcua");
  }

  @Test
  void startsNothingForAWrongNameOrNumber() {
    assertThat(run("run", "--cell", "opcua-rst/steady")).isEqualTo(1);
    assertThat(err.toString()).contains("Did you mean opcua-reset/steady");
    assertThat(run("run", "--seeds", "0")).isEqualTo(1);
    assertThat(err.toString()).contains("--seeds is 0; it must be from 1 to 1000.");
  }

  @Test
  void saysWhichCommandsThereAre() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Say which command: list, run.");
  }
}
