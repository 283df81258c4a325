package io.resonance.conform.rules;

import java.util.Set;

/**
 * A word that is one of these, or none of those.
 *
 * @param sound the only sound words; empty for all but {@code refused}
 * @param refused words that are not sound; where both are empty, no value is
 */
record WordsTest(Set<String> sound, Set<String> refused) implements RowTest {

  @Override
  public boolean remembers() {
    return false;
  }

  @Override
  public Verdict judge(JudgedValue value, RuleMemory memory) {
    if (sound.isEmpty() && refused.isEmpty()) {
      return Verdict.BREACH;
    }
    String word = value.word();
    if (word == null) {
      return Verdict.UNDECIDED;
    }
    boolean isSound = sound.isEmpty() ? !refused.contains(word) : sound.contains(word);
    return isSound ? Verdict.SOUND : Verdict.BREACH;
  }

  @Override
  public String limits(RuleMemory memory) {
    if (sound.isEmpty() && refused.isEmpty()) {
      return "no value of this property";
    }
    return sound.isEmpty()
        ? "none of " + refused.stream().sorted().toList()
        : "one of " + sound.stream().sorted().toList();
  }
}
