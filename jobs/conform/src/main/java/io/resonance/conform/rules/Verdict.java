package io.resonance.conform.rules;

/** What a rule says of a value. */
public enum Verdict {
  SOUND,
  BREACH,
  /** The rule says nothing: no number, too few values so far, a value out of turn. */
  UNDECIDED
}
