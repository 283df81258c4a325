package io.resonance.conform.rules;

/** A rule's question, in the unit of the property it is bound to. Without state of its own. */
public interface RowTest {

  /**
   * Judges a value.
   *
   * @param value never of BAD quality
   * @param memory of this rule and property, changed by this
   */
  Verdict judge(JudgedValue value, RuleMemory memory);

  /** What a sound value would have been, for the violation that the last value opens. */
  String limits(RuleMemory memory);
}
