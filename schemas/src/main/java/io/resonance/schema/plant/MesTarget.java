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
   * @param access who we are there, and whom we trust
   * @param messaging which messages it gets, and in which form
   * @param requestTimeout how long one request may take
   */
  record Http(String url, MesAccess access, MesMessaging messaging, Duration requestTimeout)
      implements MesTarget {

    /** A MES that asks for no credentials, with the defaults of the plant file. */
    public static Http at(String url) {
      return new Http(url, MesAccess.open(), MesMessaging.standard(), Duration.ofSeconds(10));
    }

    /** The same MES reached in another way. */
    public Http withAccess(MesAccess other) {
      return new Http(url, other, messaging, requestTimeout);
    }

    /** The same MES with other messages. */
    public Http withMessaging(MesMessaging other) {
      return new Http(url, access, other, requestTimeout);
    }

    /** The same MES with another bound for a request. */
    public Http withRequestTimeout(Duration other) {
      return new Http(url, access, messaging, other);
    }
  }

  /** B2MML ConfirmationCode. */
  enum Confirmation {
    ALWAYS,
    ON_ERROR,
    NEVER
  }
}
