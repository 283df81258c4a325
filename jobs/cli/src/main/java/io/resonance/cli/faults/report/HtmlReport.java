package io.resonance.cli.faults.report;

import io.resonance.cli.faults.cell.Account;
import io.resonance.cli.faults.cell.Cell;
import io.resonance.cli.faults.cell.CellResult;
import io.resonance.cli.faults.cell.Fault;
import io.resonance.cli.faults.cell.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results for people: the matrix in colours, one page without script or other files. */
public final class HtmlReport {

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Fault matrix</title>
      <style>
      :root { color-scheme: light dark; --line: #8884; --soft: #888; --pass: #2a8a4a; --fail: #c0392b; }
      body { font: 14px/1.5 system-ui, sans-serif; max-width: 84rem; margin: 2rem auto; padding: 0 1.5rem; }
      h1 { font-size: 1.5rem; font-weight: 600; margin: 0; }
      p.sub { color: var(--soft); margin: .2rem 0 1.5rem; }
      table { border-collapse: collapse; }
      th { font-weight: 500; text-align: left; font-size: .85rem; padding: .3rem .6rem; vertical-align: bottom; }
      td { padding: .15rem; }
      td.c a, td.c span { display: block; min-width: 5.4rem; padding: .3rem .4rem; border-radius: .3rem; text-align: center;
        text-decoration: none; color: #fff; font-variant-numeric: tabular-nums; }
      td.c .pass { background: var(--pass); } td.c .fail { background: var(--fail); }
      td.c .idle { background: var(--line); color: var(--soft); }
      details { border: 1px solid var(--line); border-radius: .4rem; margin: .4rem 0; padding: .4rem .8rem; }
      details:target { outline: 2px solid var(--soft); }
      summary { cursor: pointer; } summary b.pass { color: var(--pass); } summary b.fail { color: var(--fail); }
      pre { overflow-x: auto; font-size: 12px; line-height: 1.4; }
      dl { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; margin: .6rem 0; }
      dt { color: var(--soft); font-size: .8rem; } dd { margin: 0; font-variant-numeric: tabular-nums; }
      </style></head><body>
      <h1>Fault matrix</h1>
      """;

  private HtmlReport() {}

  /** Writes all results, replacing what the file held. */
  public static void write(List<CellResult> results, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, render(results));
  }

  static String render(List<CellResult> results) {
    StringBuilder page = new StringBuilder(HEAD);
    long passed = results.stream().filter(CellResult::passed).count();
    page.append(
        "<p class=\"sub\">%d of %d runs passed. Each cell is a fault (row) in a phase of the job (column); grey ones did not run.</p>\n"
            .formatted(passed, results.size()));
    matrix(page, results);
    page.append("<h2>Runs</h2>\n");
    results.forEach(result -> run(page, result));
    return page.append("</body></html>\n").toString();
  }

  private static void matrix(StringBuilder page, List<CellResult> results) {
    page.append("<table><tr><th></th>");
    for (Phase phase : Phase.values()) {
      page.append("<th title=\"%s\">%s</th>".formatted(escaped(phase.words()), phase.word()));
    }
    page.append("</tr>\n");
    for (Fault fault : Fault.values()) {
      page.append("<tr><th title=\"%s\">%s</th>".formatted(escaped(fault.words()), fault.word()));
      for (Phase phase : Phase.values()) {
        page.append("<td class=\"c\">").append(box(fault, phase, results)).append("</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private static String box(Fault fault, Phase phase, List<CellResult> results) {
    if (!fault.phases().contains(phase)) {
      return "";
    }
    Cell cell = new Cell(fault, phase);
    List<CellResult> runs = results.stream().filter(result -> result.cell().equals(cell)).toList();
    if (runs.isEmpty()) {
      return "<span class=\"idle\">not run</span>";
    }
    long passed = runs.stream().filter(CellResult::passed).count();
    CellResult shown =
        runs.stream().filter(result -> !result.passed()).findFirst().orElse(runs.get(0));
    return "<a class=\"%s\" href=\"#%s\">%d of %d</a>"
        .formatted(passed == runs.size() ? "pass" : "fail", anchor(shown), passed, runs.size());
  }

  private static void run(StringBuilder page, CellResult result) {
    page.append("<details id=\"%s\"><summary>".formatted(anchor(result)));
    page.append(
        result.passed() ? "<b class=\"pass\">passed</b> " : "<b class=\"fail\">failed</b> ");
    page.append("%s, seed %d".formatted(result.cell().name(), result.seed()));
    page.append(
        "</summary>\n<p>%s It happens %s.</p>\n"
            .formatted(
                escaped(result.cell().fault().words()), escaped(result.cell().phase().words())));
    for (String objection : result.objections()) {
      page.append("<p><b class=\"fail\">%s</b></p>\n".formatted(escaped(objection)));
    }
    counts(page, result);
    page.append("<pre>");
    page.append(result.log().stream().map(HtmlReport::escaped).collect(Collectors.joining("\n")));
    page.append("</pre></details>\n");
  }

  private static void counts(StringBuilder page, CellResult result) {
    Account account = result.account();
    page.append("<dl>");
    count(page, "produced", account.produced());
    count(page, "received", account.received());
    count(page, "lost undeclared", account.lostUndeclared());
    count(page, "twice", account.duplicates());
    count(page, "out of order", account.orderInversions());
    count(page, "doubled in the MES", account.mesDoubles());
    count(page, "gaps declared", account.gapsDeclared());
    count(page, "gaps left open", account.gapsOpen());
    count(page, "gaps too wide", account.gapsTooWide());
    count(page, "seconds to recover", "%.2f".formatted(account.recoverySeconds()));
    count(page, "seconds in all", String.format(Locale.ROOT, "%.1f", result.seconds()));
    page.append("</dl>\n");
  }

  private static void count(StringBuilder page, String label, Object value) {
    page.append("<div><dt>%s</dt><dd>%s</dd></div>".formatted(label, value));
  }

  private static String anchor(CellResult result) {
    return result.cell().name().replace('/', '.') + "." + result.seed();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
