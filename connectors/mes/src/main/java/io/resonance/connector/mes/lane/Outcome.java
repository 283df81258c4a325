package io.resonance.connector.mes.lane;

/** The kinds of ends an attempt can have. */
public enum Outcome {
  /** The MES has the message; what it makes of it comes later. */
  RECEIVED,
  /** The MES took the message, now or, where it calls it a duplicate, before. */
  ACCEPTED,
  /** The MES took the message and changed it. */
  MODIFIED,
  /** The MES read the message and refuses it. */
  REJECTED,
  /** The MES cannot take this message and never will, by the status it answers with. */
  REFUSED,
  /** The MES answered in a way one cannot read; whether it took the message is unknown. */
  UNREADABLE,
  /** The MES or the way to it is out of order for now. */
  UNAVAILABLE,
  /** The MES does not know who we are; a rotated secret may help at once. */
  UNAUTHORIZED,
  /** Configuration of either side is wrong: nothing can be delivered until a person acts. */
  MISCONFIGURED
}
