package io.resonance.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.resonance.testbed.ledger.ValueLedger.Balance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of a demo.
 *
 * @param counts what a reader of Kafka saw
 * @param balance produced against received
 * @param startupSeconds from the start of the command to the first inference in Kafka
 * @param elapsedSeconds the whole run
 */
record DemoSummary(
    DemoCounts.Snapshot counts, Balance balance, double startupSeconds, double elapsedSeconds) {

  /** Whether nothing was lost silently, nothing came twice and no gap was left open. */
  boolean isSound() {
    return balance.undeclared().isEmpty() && balance.duplicates() == 0 && balance.openGaps() == 0;
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("valuesOpcUa", counts.valuesOpcUa());
    fields.put("valuesMtConnect", counts.valuesMtConnect());
    fields.put("valuesLostUndeclared", balance.undeclared().size());
    fields.put("valuesLostDeclared", balance.declaredLost());
    fields.put("valuesTwice", balance.duplicates());
    fields.put("gapsDeclared", counts.gapsDeclared());
    fields.put("gapsHealed", counts.gapsHealed());
    fields.put("gapsOpen", balance.openGaps());
    fields.put("stateChanges", counts.stateChanges());
    fields.put("states", new TreeMap<>(counts.states()));
    fields.put("violations", counts.violations());
    fields.put("conformanceScores", counts.conformanceScores());
    fields.put("inferences", counts.inferences());
    fields.put("mesAccepted", counts.mesAccepted());
    fields.put("mesRejected", counts.mesRejected());
    fields.put("deadLetters", counts.deadLetters());
    fields.put("latencyMillisP50", counts.latency().p50());
    fields.put("latencyMillisP99", counts.latency().p99());
    fields.put("startupSeconds", Math.round(startupSeconds * 10) / 10.0);
    fields.put("elapsedSeconds", Math.round(elapsedSeconds * 10) / 10.0);
    return fields;
  }

  /** Writes it as JSON. */
  void write(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(file, json.writeValueAsString(fields()) + System.lineSeparator());
  }

  /** Prints it for people; silently lost values are named, some of them. */
  void print(PrintWriter out) {
    out.println();
    fields().forEach((name, value) -> out.printf("  %-22s %s%n", name, value));
    balance.undeclared().stream()
        .limit(10)
        .forEach(value -> out.println("  lost without a word: " + value));
    out.println(
        isSound()
            ? "Every value the machines produced is in Kafka once, or inside a declared gap."
            : "NOT SOUND: see valuesLostUndeclared, valuesTwice and gapsOpen above.");
    out.flush();
  }
}
