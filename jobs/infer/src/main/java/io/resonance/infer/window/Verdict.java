package io.resonance.infer.window;

/** Whether a window may go to the model. */
public sealed interface Verdict {

  /** It may. */
  record Passed() implements Verdict {}

  /**
   * It may not: the result is not decidable.
   *
   * @param code for machines, such as {@code TOO_FEW_SAMPLES}
   * @param reason for people
   */
  record Refused(String code, String reason) implements Verdict {}
}
