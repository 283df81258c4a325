package io.resonance.cli.demo;

import io.resonance.testbed.ledger.ValueLedger;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The table the demo shows while it runs: drawn again in its place on a terminal, printed now and
 * then elsewhere.
 */
final class DemoTable {

  private final PrintWriter out;
  private final Drawing drawing;
  private final List<String> endpoints;
  private final Map<String, Long> before = new HashMap<>();
  private long beforeNanos = System.nanoTime();
  private int linesDrawn;

  /** How the table is renewed. */
  enum Drawing {
    IN_PLACE,
    LINE_BY_LINE
  }

  DemoTable(PrintWriter out, Drawing drawing, List<String> endpoints) {
    this.out = out;
    this.drawing = drawing;
    this.endpoints = endpoints;
  }

  /** Shows the present state. */
  void show(DemoCounts.Snapshot now, ValueLedger ledger, long elapsedSeconds) {
    List<String> lines = new ArrayList<>();
    long nanos = System.nanoTime();
    double seconds = Math.max(1e-3, (nanos - beforeNanos) / 1e9);
    lines.add("");
    lines.add(
        "%-14s %10s %12s %12s %12s"
            .formatted("source", "values/s", "in Kafka", "produced", "on the way"));
    for (String endpoint : endpoints) {
      long received = ledger.receivedFrom(endpoint);
      long produced = ledger.producedBy(endpoint);
      double rate = (received - before.getOrDefault(endpoint, 0L)) / seconds;
      before.put(endpoint, received);
      lines.add(
          "%-14s %10.0f %12d %12d %12d"
              .formatted(endpoint, rate, received, produced, ledger.missingFrom(endpoint)));
    }
    beforeNanos = nanos;
    lines.add(
        "%d s   gaps %d (healed %d)   violations %d   inferences %d   MES accepted %d, rejected %d"
            .formatted(
                elapsedSeconds,
                now.gapsDeclared(),
                now.gapsHealed(),
                now.violations(),
                now.inferences(),
                now.mesAccepted(),
                now.mesRejected()));
    if (!now.conformanceScores().isEmpty()) {
      lines.add("conformance score   " + scores(now));
    }
    if (!now.states().isEmpty()) {
      lines.add("states   " + new TreeMap<>(now.states()));
    }
    now.events().forEach(event -> lines.add("  " + event));
    print(lines);
  }

  private static String scores(DemoCounts.Snapshot now) {
    return now.conformanceScores().entrySet().stream()
        .map(score -> String.format(Locale.ROOT, "%s %.1f", score.getKey(), score.getValue()))
        .collect(Collectors.joining("   "));
  }

  private void print(List<String> lines) {
    if (drawing == Drawing.IN_PLACE && linesDrawn > 0) {
      // cursor up, then clear to the end of the screen
      out.printf("\u001b[%dA\u001b[J", linesDrawn);
    }
    lines.forEach(line -> out.println(cut(line)));
    out.flush();
    linesDrawn = lines.size();
  }

  /** A line that wraps would break the drawing in place. */
  private String cut(String line) {
    int width = 118;
    return drawing == Drawing.IN_PLACE && line.length() > width
        ? line.substring(0, width - 3) + "..."
        : line;
  }
}
