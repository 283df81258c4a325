package io.resonance.cli.faults.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.resonance.cli.faults.cell.Account;
import io.resonance.cli.faults.cell.CellResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results for programs: a JSON list with an object for each cell and seed. */
public final class SummaryFile {

  private SummaryFile() {}

  /** Writes all results, replacing what the file held. */
  public static void write(List<CellResult> results, Path file) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    List<Map<String, Object>> all = results.stream().map(SummaryFile::fields).toList();
    Files.createDirectories(file.getParent());
    Files.writeString(file, json.writeValueAsString(all) + System.lineSeparator());
  }

  static Map<String, Object> fields(CellResult result) {
    Account account = result.account();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("cell", result.cell().name());
    fields.put("seed", result.seed());
    fields.put("produced", account.produced());
    fields.put("received", account.received());
    fields.put("lostUndeclared", account.lostUndeclared());
    fields.put("duplicates", account.duplicates());
    fields.put("orderInversions", account.orderInversions());
    fields.put("mesDoubles", account.mesDoubles());
    fields.put("gapsDeclared", account.gapsDeclared());
    fields.put("recoverySeconds", account.recoverySeconds());
    fields.put("passed", result.passed());
    return fields;
  }
}
