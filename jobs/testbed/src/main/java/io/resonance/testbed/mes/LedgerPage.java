package io.resonance.testbed.mes;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The page that shows people what a simulated MES received: no script, no external assets. */
final class LedgerPage {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Simulated MES</title>
      <style>
      :root { color-scheme: light dark; --line: #8884; --soft: #888; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2.5rem auto; padding: 0 1.5rem; }
      h1 { font-size: 1.5rem; font-weight: 600; margin: 0; }
      p.sub { color: var(--soft); margin: .2rem 0 1.8rem; }
      .counts { display: flex; flex-wrap: wrap; gap: 1rem; margin-bottom: 2rem; }
      .count { border: 1px solid var(--line); border-radius: .6rem; padding: .7rem 1.2rem; min-width: 7rem; }
      .count b { display: block; font-size: 1.7rem; font-weight: 600; font-variant-numeric: tabular-nums; }
      .count span { color: var(--soft); font-size: .85rem; }
      table { border-collapse: collapse; width: 100%; }
      th { text-align: left; font-weight: 500; color: var(--soft); font-size: .85rem; }
      th, td { padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
      td.time { font-variant-numeric: tabular-nums; white-space: nowrap; color: var(--soft); }
      .tag { border-radius: 1rem; padding: .1rem .6rem; font-size: .8rem; color: #fff; }
      .ACCEPTED { background: #2a8a4a; } .DUPLICATE { background: #777; } .REJECTED { background: #c0392b; }
      </style></head><body>
      <h1>Simulated MES</h1>
      <p class="sub">B2MML messages as they arrive, newest first. Post them to <code>/b2mml</code>.</p>
      """;

  private LedgerPage() {}

  static String render(EffectLedger ledger) {
    EffectLedger.Counts counts = ledger.counts();
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<div class=\"counts\">");
    count(page, counts.accepted(), "accepted");
    count(page, counts.duplicates(), "duplicates without effect");
    count(page, counts.rejected(), "rejected");
    count(page, counts.invalid(), "not valid");
    page.append("</div>\n");
    List<EffectLedger.Entry> entries = ledger.latest();
    if (entries.isEmpty()) {
      return page.append("<p>Nothing has arrived yet.</p></body></html>").toString();
    }
    page.append(
        "<table><tr><th>Time</th><th>Result</th><th>Message</th><th>Equipment</th><th>What it says</th></tr>\n");
    entries.forEach(entry -> row(page, entry));
    return page.append("</table></body></html>").toString();
  }

  private static void count(StringBuilder page, long number, String label) {
    page.append("<div class=\"count\"><b>%d</b><span>%s</span></div>".formatted(number, label));
  }

  private static void row(StringBuilder page, EffectLedger.Entry entry) {
    ReceivedMessage message = entry.message();
    page.append("<tr><td class=\"time\">").append(CLOCK.format(entry.at())).append("</td><td>");
    page.append("<span class=\"tag %1$s\">%1$s</span></td><td>".formatted(entry.result()));
    page.append(escaped(message.name())).append("</td><td>");
    page.append(escaped(message.equipment())).append("</td><td>");
    page.append(escaped(message.summary())).append("</td></tr>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
