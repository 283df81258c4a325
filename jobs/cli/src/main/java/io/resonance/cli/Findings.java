package io.resonance.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** What a doctor finds, printed as soon as it is known, for some findings take seconds. */
public final class Findings {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String OK = "OK";
  private static final String WARN = "WARN";
  private static final String FAIL = "FAIL";

  private final PrintWriter out;
  private final boolean json;
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * @param out where to print
   * @param json whether to print JSON, a finding in each line
   */
  public Findings(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /**
   * Prints one.
   *
   * @param check what was looked at, in a word
   * @param verdict OK, WARN or FAIL
   * @param text what was found
   * @param nextStep what to do about it; empty where there is nothing to do
   */
  public void tell(String check, Enum<?> verdict, String text, String nextStep) {
    counts.merge(verdict.name(), 1, Integer::sum);
    if (json) {
      out.println(
          MAPPER
              .createObjectNode()
              .put("check", check)
              .put("verdict", verdict.name().toLowerCase(Locale.ROOT))
              .put("finding", text)
              .put("nextStep", nextStep));
    } else {
      out.printf("%-4s  %-12s  %s%n", verdict.name(), check, text);
      if (!nextStep.isEmpty()) {
        out.printf("%20s%s%n", "-> ", nextStep);
      }
    }
    out.flush();
  }

  /** Prints how many there were, for people, and gives the exit code of the command. */
  public int finish() {
    if (!json) {
      out.printf("%d ok, %d warnings, %d failures%n", count(OK), count(WARN), count(FAIL));
    }
    out.flush();
    return count(FAIL) > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private int count(String verdict) {
    return counts.getOrDefault(verdict, 0);
  }
}
