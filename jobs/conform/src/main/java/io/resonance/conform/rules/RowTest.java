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

  /** Whether it needs a memory of its own for each property. */
  default boolean remembers() {
    return true;
  }

  /** A value of BAD quality came, which says nothing and hides what was in its place. */
  default void interrupted(RuleMemory memory) {}

  /** What a sound value would have been, for the violation that the last value opens. */
  String limits(RuleMemory memory);
}
