package io.resonance.normalize.situation;

import io.resonance.normalize.situation.Said.Speaker;
import io.resonance.normalize.situation.Said.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What is remembered of one equipment to say at any recent time what it did and worked on: keyed
 * state of {@code normalize}. Immutable, so that a checkpoint may write it while values go on; it
 * is replaced when the machine says another word, not with every value.
 *
 * @param speeches what its properties said, in the order in which they first spoke
 * @param outages times in which words may be missing, in the order in which they were noticed
 * @param transitions its states, the oldest first
 */
record Situation(
    Map<Speaker, Speech> speeches, List<Outage> outages, List<Transition> transitions) {

  static final Situation EMPTY = new Situation(Map.of(), List.of(), List.of());

  Situation {
    speeches = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(speeches));
    outages = List.copyOf(outages);
    transitions = List.copyOf(transitions);
  }

  /** The word of a property at a time; empty where it said none or an outage hides it. */
  Optional<Word> word(Speaker speaker, long time) {
    return speeches
        .getOrDefault(speaker, Speech.NONE)
        .at(time)
        .filter(word -> outages.stream().noneMatch(each -> each.hides(speaker, word.time(), time)));
  }

  /** From this time on all words of some properties are remembered. */
  long horizon(Predicate<Speaker> some) {
    long horizon = Long.MIN_VALUE;
    for (Map.Entry<Speaker, Speech> each : speeches.entrySet()) {
      if (each.getValue().trimmed() && some.test(each.getKey())) {
        horizon = Math.max(horizon, each.getValue().words().get(0).time());
      }
    }
    return horizon;
  }

  /** Times from one on at which anything about some properties may change. */
  SortedSet<Long> changes(Predicate<Speaker> some, long from) {
    SortedSet<Long> times = new TreeSet<>();
    speeches.forEach(
        (speaker, speech) -> {
          if (some.test(speaker)) {
            speech.words().forEach(word -> times.add(word.time()));
          }
        });
    if (!times.isEmpty()) {
      for (Outage outage : outages) {
        times.add(outage.from());
        times.add(outage.to());
      }
    }
    times.remove(Outage.OPEN);
    return times.tailSet(from);
  }
}
