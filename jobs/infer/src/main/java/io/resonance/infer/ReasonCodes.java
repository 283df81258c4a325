package io.resonance.infer;

/**
 * Reason codes of inferences that come from the model, not from the gate before it. The codes are
 * part of the record's contract.
 */
public final class ReasonCodes {

  public static final String THRESHOLD_CROSSED = "THRESHOLD_CROSSED";
  public static final String OUTPUT_NOT_FINITE = "OUTPUT_NOT_FINITE";
  public static final String OUTPUT_OUT_OF_RANGE = "OUTPUT_OUT_OF_RANGE";

  /** The engine threw. */
  public static final String MODEL_FAILED = "MODEL_FAILED";

  /** The engine did not answer in time. */
  public static final String MODEL_TIMED_OUT = "MODEL_TIMED_OUT";

  /** The model is being loaded again after a call that hung. */
  public static final String MODEL_NOT_READY = "MODEL_NOT_READY";

  /** The model did not answer several times on end and is not asked for a while. */
  public static final String MODEL_SUSPENDED = "MODEL_SUSPENDED";

  private ReasonCodes() {}
}
