package io.resonance.conform.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A word that may follow the one before it. The memory holds the number of the word before. */
final class TransitionsTest implements RowTest {

  private final List<String> words = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, List<String>> next;

  /** The number of all words that are not here: any may follow them. */
  private final int other;

  /** Whether a word may follow another, by both numbers. */
  private final boolean[][] allowed;

  TransitionsTest(Map<String, List<String>> next) {
    this.next = next;
    next.keySet().stream().sorted().forEach(this::number);
    next.values().forEach(after -> after.stream().sorted().forEach(this::number));
    other = words.size();
    allowed = new boolean[other + 1][other + 1];
    for (int from = 0; from <= other; from++) {
      List<String> after = from == other ? null : next.get(words.get(from));
      for (int to = 0; to <= other; to++) {
        allowed[from][to] =
            after == null || from == to || (to < other && after.contains(words.get(to)));
      }
    }
  }

  private void number(String word) {
    if (numbers.putIfAbsent(word, words.size()) == null) {
      words.add(word);
    }
  }

  @Override
  public Verdict judge(JudgedValue value, RuleMemory memory) {
    String word = value.word();
    if (word == null || (memory.since != RuleMemory.NEVER && value.time() < memory.since)) {
      return Verdict.UNDECIDED;
    }
    // after a gap, the states in between are not known
    boolean follows = memory.since != RuleMemory.NEVER && memory.since >= value.resumedAt();
    int before = (int) memory.last;
    int now = numbers.getOrDefault(word, other);
    memory.since = value.time();
    memory.last = now;
    if (!follows || before == now) {
      return Verdict.UNDECIDED;
    }
    memory.mean = before; // for the limits of the violation this opens
    return allowed[before][now] ? Verdict.SOUND : Verdict.BREACH;
  }

  @Override
  public void interrupted(RuleMemory memory) {
    forget(memory);
  }

  private static void forget(RuleMemory memory) {
    memory.since = RuleMemory.NEVER;
  }

  @Override
  public String limits(RuleMemory memory) {
    String before = words.get((int) memory.mean);
    return "after %s one of %s".formatted(before, next.getOrDefault(before, words));
  }
}
