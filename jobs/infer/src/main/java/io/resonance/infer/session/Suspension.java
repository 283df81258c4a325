package io.resonance.infer.session;

/** Whether a result that is not decidable suspends the session, by its reason code. */
enum Suspension {
  /** The device or the model is out of order. */
  AT_ONCE,
  /** The inputs do not suffice; a single window may be unlucky. */
  IF_IT_LASTS,
  /** The window was sound, or the model failed on this one. */
  NEVER;

  static Suspension of(String reasonCode) {
    return switch (String.valueOf(reasonCode)) {
      case "DEVICE_FAILURE", "DEVICE_CHECK_FUNCTION", "UNIT_MISMATCH", "MODEL_SUSPENDED" -> AT_ONCE;
      case "TOO_FEW_SAMPLES", "STALE", "GAP_TOO_LONG", "TOO_MANY_GAPS", "QUALITY_TOO_LOW" ->
          IF_IT_LASTS;
      default -> NEVER;
    };
  }
}
