package io.resonance.connector.opcua.doctor;

import io.resonance.connector.opcua.source.OpcUaDoctor.Check;
import io.resonance.connector.opcua.source.OpcUaDoctor.Finding;
import io.resonance.connector.opcua.source.OpcUaDoctor.Verdict;
import java.util.function.Consumer;

/** Tells findings, and knows which check is under way. */
final class Findings {

  private final Consumer<Finding> told;
  private Check underWay = Check.REACHABLE;

  Findings(Consumer<Finding> told) {
    this.told = told;
  }

  /** What fails from now on belongs to this check. */
  void begin(Check check) {
    underWay = check;
  }

  void ok(Check check, String text) {
    told.accept(new Finding(check, Verdict.OK, text, ""));
  }

  void warn(Check check, String text, String nextStep) {
    told.accept(new Finding(check, Verdict.WARN, text, nextStep));
  }

  /** The check under way failed. */
  void fail(String text, String nextStep) {
    told.accept(new Finding(underWay, Verdict.FAIL, text, nextStep));
  }
}
