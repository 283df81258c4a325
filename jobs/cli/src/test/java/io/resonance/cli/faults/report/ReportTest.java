package io.resonance.cli.faults.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.cli.faults.cell.Account;
import io.resonance.cli.faults.cell.Cell;
import io.resonance.cli.faults.cell.CellResult;
import io.resonance.cli.faults.cell.Fault;
import io.resonance.cli.faults.cell.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final CellResult PASSED =
      new CellResult(
          new Cell(Fault.OPCUA_RESET, Phase.STEADY),
          1,
          new Account(100, 98, 0, 0, 0, 0, 2, 0, 0, 1.25),
          List.of(),
          12.3,
          List.of("0.00 s  starts <the> machines"));
  private static final CellResult FAILED =
      new CellResult(
          new Cell(Fault.MES_SLOW, Phase.STEADY),
          2,
          new Account(50, 49, 1, 2, 3, 4, 0, 0, 0, -1),
          List.of("1 values or messages were lost undeclared"),
          70,
          List.of());

  @TempDir Path folder;

  @Test
  void theSummaryIsAListOfTheCountsOfEachRun() throws Exception {
    Path file = folder.resolve("new/summary.json");
    SummaryFile.write(List.of(PASSED, FAILED), file);
    JsonNode all = new ObjectMapper().readTree(Files.readString(file));
    assertThat(all).hasSize(2);
    assertThat(all.get(0).toString())
        .isEqualTo(
            "{\"cell\":\"opcua-reset/steady\",\"seed\":1,\"produced\":100,\"received\":98,"
                + "\"lostUndeclared\":0,\"duplicates\":0,\"orderInversions\":0,\"mesDoubles\":0,"
                + "\"gapsDeclared\":2,\"recoverySeconds\":1.25,\"passed\":true}");
    assertThat(all.get(1).get("mesDoubles").asInt()).isEqualTo(4);
    assertThat(all.get(1).get("passed").asBoolean()).isFalse();
  }

  @Test
  void thePageHasTheMatrixInColoursAndNeedsNoOtherFile() throws Exception {
    Path file = folder.resolve("report.html");
    HtmlReport.write(List.of(PASSED, FAILED), file);
    String page = Files.readString(file);
    assertThat(page)
        .contains("1 of 2 runs passed")
        .contains("<a class=\"pass\" href=\"#opcua-reset.steady.1\">1 of 1</a>")
        .contains("<a class=\"fail\" href=\"#mes-slow.steady.2\">0 of 1</a>")
        .contains("<span class=\"idle\">not run</span>")
        .contains("id=\"mes-slow.steady.2\"")
        .contains("1 values or messages were lost undeclared")
        .contains("starts &lt;the&gt; machines")
        .doesNotContain("<script")
        .doesNotContain("http");
  }

  @Test
  void progressTellsHowToRunAFailedCellAgain() {
    StringWriter said = new StringWriter();
    Progress progress = new Progress(new PrintWriter(said), 2);
    progress.starts(PASSED.cell(), 1);
    progress.ended(PASSED);
    progress.starts(FAILED.cell(), 2);
    progress.ended(FAILED);
    progress.done(List.of(PASSED, FAILED));
    assertThat(said.toString())
        .contains("[  1/2] opcua-reset/steady", "passed    100 produced, 0 lost")
        .contains("again: resonance faults run --cell mes-slow/steady --seed 2")
        .contains("1 passed, 1 failed");
  }
}
