package io.resonance.normalize.situation;

import io.resonance.normalize.situation.Said.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one property said lately, in the order of the source times: words may come in any order.
 *
 * <p>Of three words in a row that are the same the middle one is forgotten, so that a server that
 * repeats itself does not push out what was before.
 *
 * @param words the words that are remembered, the oldest first
 * @param trimmed whether older ones were forgotten
 */
record Speech(List<Word> words, boolean trimmed) {

  /** Words of one property that are remembered. */
  static final int MOST_WORDS = 16;

  static final Speech NONE = new Speech(List.of(), false);

  Speech {
    words = List.copyOf(words);
  }

  /** Whether it is no longer known what came before and after a word of that time. */
  boolean isTooLate(long time) {
    return trimmed && time < words.get(0).time();
  }

  /** With one word more; the same object where it is known already. */
  Speech with(Word word) {
    int at = words.size();
    while (at > 0 && isBefore(word, words.get(at - 1))) {
      at--;
    }
    if (at > 0 && isSame(words.get(at - 1), word)) {
      return this;
    }
    List<Word> more = new ArrayList<>(words);
    more.add(at, word);
    forgetTheMiddleOf(more, at);
    boolean tooMany = more.size() > MOST_WORDS;
    if (tooMany) {
      more.remove(0);
    }
    return new Speech(more, trimmed || tooMany);
  }

  /** The word in force at a time; empty before the first one. */
  Optional<Word> at(long time) {
    for (int i = words.size() - 1; i >= 0; i--) {
      if (words.get(i).time() <= time) {
        return Optional.of(words.get(i));
      }
    }
    return Optional.empty();
  }

  private static void forgetTheMiddleOf(List<Word> words, int added) {
    for (int last = Math.min(added + 2, words.size() - 1); last >= Math.max(2, added); last--) {
      String text = words.get(last).text();
      if (words.get(last - 1).text().equals(text) && words.get(last - 2).text().equals(text)) {
        words.remove(last - 1);
        return;
      }
    }
  }

  private static boolean isSame(Word one, Word other) {
    return one.time() == other.time()
        && one.sequence() == other.sequence()
        && one.text().equals(other.text());
  }

  /** Of two words of one time the one with the higher sequence number is the later. */
  private static boolean isBefore(Word one, Word other) {
    return one.time() != other.time()
        ? one.time() < other.time()
        : one.epoch() == other.epoch()
            && Long.compareUnsigned(one.sequence(), other.sequence()) < 0;
  }
}
