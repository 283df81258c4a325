package io.resonance.schema.plant;

import java.io.Serializable;
import java.time.Duration;

/** Where messages for the MES go. */
public sealed interface MesTarget extends Serializable {

  /** There is no MES; no messages are made. */
  record None() implements MesTarget {}

  /**
   * B2MML by HTTP POST.
   *
   * @param url where messages are posted
   * @param confirmation when the MES is asked to answer with a ConfirmBOD (B2MML ConfirmationCode)
   * @param requestTimeout how long one request may take
   */
  record Http(
      String url,
      Credentials credentials,
      TlsTrust trust,
      Confirmation confirmation,
      Duration requestTimeout)
      implements MesTarget {}

  /** B2MML ConfirmationCode. */
  enum Confirmation {
    ALWAYS,
    ON_ERROR,
    NEVER
  }
}
