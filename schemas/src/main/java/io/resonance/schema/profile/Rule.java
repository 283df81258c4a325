package io.resonance.schema.profile;

import io.resonance.schema.v1.Severity;
import java.util.List;

/**
 * A rule of the pack.
 *
 * @param id stable id, such as {@code range-eu}
 * @param version counted up with every change of meaning
 * @param check the check of the engine that evaluates it
 * @param severity how bad a breach is
 * @param basis the public text it rests on
 * @param subject the announced subject of GB/T 45288-2026 that it serves
 * @param parameters with their defaults
 * @param en texts in English
 * @param zh texts in Chinese
 */
public record Rule(
    String id,
    String version,
    Check check,
    Severity severity,
    Basis basis,
    Localized subject,
    List<Parameter> parameters,
    Text en,
    Text zh) {

  public Rule {
    parameters = List.copyOf(parameters);
  }

  /** The checks the engine has; a rule names one and gives it parameters, severity and words. */
  public enum Check {
    EU_RANGE,
    INSTRUMENT_RANGE,
    BAD_QUALITY_RATIO,
    STALE,
    UNIT_UNKNOWN,
    UNIT_DIMENSION,
    GAP,
    VOCABULARY,
    CONNECTION_SECURITY,
    CERTIFICATE_EXPIRY,
    NODE_DRIFT,
    OBSERVATION_TIME,
    TOLERATED_FAULT,
    NOT_FINITE,
    VALUE_MISSING,
    LIMIT_BITS,
    CLOCK_NOT_SET,
    TIME_AHEAD,
    TIME_BACK,
    ENUMERATION_TEXT,
    RANGE_CONTRADICTION,
    NAME_MISSING,
    CONDITION_TEXT,
    CONDITION_CODE,
    CONDITION_SEVERITY,
    INFERENCE_METADATA,
    INFERENCE_WINDOW,
    INFERENCE_PROVENANCE,
    INFERENCE_NUMBERS,
    INFERENCE_REASON,
    INFERENCE_LATENCY,
    INFERENCE_UNDECIDED,
    MODEL_OUTPUT,
    MODEL_FAILURE,
    MODEL_APPROVAL,
    /** A test of properties that stands in the rule itself; any number of rules have this one. */
    PROPERTY,
    /** A rule that the plant wrote; never in the profile's own pack. */
    PLANT;

    /** Whether the values of a property are held against it, one after the other. */
    boolean isPerValue() {
      return switch (this) {
        case EU_RANGE,
            INSTRUMENT_RANGE,
            BAD_QUALITY_RATIO,
            VOCABULARY,
            NOT_FINITE,
            VALUE_MISSING,
            LIMIT_BITS,
            CLOCK_NOT_SET,
            TIME_AHEAD,
            TIME_BACK,
            ENUMERATION_TEXT,
            RANGE_CONTRADICTION,
            NAME_MISSING,
            PROPERTY ->
            true;
        default -> false;
      };
    }
  }

  /** Standard, clause and address of the public text a rule rests on, and what proved them. */
  public record Basis(String standard, String clause, String url, List<Witness> checked) {

    public Basis {
      checked = List.copyOf(checked);
    }
  }

  /** The same words twice. */
  public record Localized(String en, String zh) {}

  /** What a quality engineer reads. */
  public record Text(String title, String explanation, String fix) {}

  /** A number or duration a plant may set. */
  public record Parameter(String name, Type type, String defaultValue, Localized meaning) {}

  /** What a parameter's text must be. */
  public enum Type {
    /** A number and a unit, such as 500ms, 10s, 5m, 1h. */
    DURATION,
    /** A whole number above 0. */
    COUNT,
    /** A number above 0 and up to 1. */
    RATIO,
    /** A number above 0. */
    NUMBER
  }
}
