package io.resonance.normalize.situation;

import io.resonance.normalize.situation.Said.Speaker;
import io.resonance.normalize.situation.Said.Word;
import io.resonance.schema.profile.PropertyTerm;
import io.resonance.schema.profile.state.StateTable;
import io.resonance.schema.profile.state.StateTable.Decision;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts words and gaps into a situation and says what of the states changes by it. Pure: without
 * clock and threads. Words may come in any order; the states are the same in the end, as long as
 * the words are not older than what is remembered.
 */
final class Timeline {

  private final StateTable table;

  /**
   * A state an equipment came into, or did not come into after all.
   *
   * @param at when
   * @param into the state from then on
   * @param before the state until then; empty where it is the first
   * @param late whether a later state was known already
   */
  record Change(long at, Decision into, Optional<Transition> before, boolean late) {}

  /**
   * What became of a situation.
   *
   * @param situation the situation now
   * @param isNew whether it differs from the one before
   * @param changes of the states, the oldest first
   * @param tooLate how many words were older than what is remembered, so that they were left out
   */
  record Folded(Situation situation, boolean isNew, List<Change> changes, int tooLate) {}

  Timeline(StateTable table) {
    this.table = table;
  }

  /** The situation with more words and gaps. */
  Folded fold(Situation before, List<Said> words, List<DataGap> gaps) {
    Map<Speaker, Speech> speeches = new LinkedHashMap<>(before.speeches());
    long from = Long.MAX_VALUE;
    int tooLate = 0;
    for (Said said : words) {
      Speech speech = speeches.getOrDefault(said.speaker(), Speech.NONE);
      if (speech.isTooLate(said.word().time())) {
        tooLate++;
        continue;
      }
      Speech more = speech.with(said.word());
      if (!more.equals(speech)) {
        speeches.put(said.speaker(), more);
        from = isOfState(said.speaker()) ? Math.min(from, said.word().time()) : from;
      }
    }
    List<Outage> outages = new ArrayList<>(before.outages());
    for (DataGap gap : gaps) {
      from = Math.min(from, put(gap, outages));
    }
    if (speeches.equals(before.speeches()) && outages.equals(before.outages())) {
      return new Folded(before, false, List.of(), tooLate);
    }
    Situation now = new Situation(speeches, outages, before.transitions());
    if (from == Long.MAX_VALUE) {
      return new Folded(now, true, List.of(), tooLate);
    }
    return recomputed(now, from, tooLate);
  }

  private boolean isOfState(Speaker speaker) {
    return table.looksAt(speaker.property());
  }

  /** Takes a gap over; answers from when on that may change something. */
  private static long put(DataGap gap, List<Outage> outages) {
    Optional<Outage> known =
        outages.stream().filter(outage -> outage.gapId().equals(gap.getGapId())).findFirst();
    known.ifPresent(outages::remove);
    long from = known.map(Outage::from).orElse(Long.MAX_VALUE);
    if (gap.getPhase() == GapPhase.HEALED) {
      return from; // nothing is missing, so everything said is known to hold until the next word
    }
    Outage outage = Outage.of(gap);
    if (gap.getPhase() == GapPhase.OPEN || outage.to() != Outage.OPEN) {
      outages.add(outage);
      if (outages.size() > Outage.MOST) {
        outages.remove(0);
      }
      from = Math.min(from, outage.from());
    }
    return from;
  }

  private Folded recomputed(Situation now, long asked, int tooLate) {
    List<Transition> old = now.transitions();
    long horizon = now.horizon(this::isOfState);
    // before the first transition that is remembered nothing is known of what was
    boolean isFull = old.size() == Transition.MOST;
    long from = Math.max(Math.max(asked, horizon), isFull ? old.get(0).time() + 1 : asked);
    List<Transition> kept = new ArrayList<>();
    TreeMap<Long, Transition> replaced = new TreeMap<>();
    for (Transition each : old) {
      if (each.time() < from) {
        kept.add(each);
      } else {
        replaced.put(each.time(), each);
      }
    }
    int firstNew = kept.size();
    for (long time : now.changes(this::isOfState, from)) {
      Decision decision = decide(now, time);
      if (kept.isEmpty() || !kept.get(kept.size() - 1).into().meansTheSameAs(decision)) {
        kept.add(new Transition(time, decision));
      }
    }
    List<Change> changes = changes(old, replaced, kept, firstNew);
    int forgotten = Math.max(0, kept.size() - Transition.MOST);
    return new Folded(
        new Situation(now.speeches(), now.outages(), kept.subList(forgotten, kept.size())),
        true,
        changes,
        tooLate);
  }

  private static List<Change> changes(
      List<Transition> old, Map<Long, Transition> replaced, List<Transition> kept, int firstNew) {
    long latestKnown = old.isEmpty() ? Long.MIN_VALUE : old.get(old.size() - 1).time();
    Map<Long, Optional<Transition>> beforeThen = new HashMap<>();
    for (int i = 0; i < old.size(); i++) {
      beforeThen.put(old.get(i).time(), i == 0 ? Optional.empty() : Optional.of(old.get(i - 1)));
    }
    TreeMap<Long, Change> changes = new TreeMap<>();
    for (int i = firstNew; i < kept.size(); i++) {
      Transition each = kept.get(i);
      Optional<Transition> before = i == 0 ? Optional.empty() : Optional.of(kept.get(i - 1));
      Transition then = replaced.remove(each.time());
      if (then == null
          || !then.into().meansTheSameAs(each.into())
          || !isSame(before, beforeThen.get(each.time()))) {
        changes.put(
            each.time(), new Change(each.time(), each.into(), before, each.time() <= latestKnown));
      }
    }
    for (Transition gone : replaced.values()) {
      Optional<Transition> inForce =
          kept.stream().filter(each -> each.time() <= gone.time()).reduce((a, b) -> b);
      inForce.ifPresent(
          state -> changes.put(gone.time(), new Change(gone.time(), state.into(), inForce, true)));
    }
    return List.copyOf(changes.values());
  }

  private static boolean isSame(Optional<Transition> one, Optional<Transition> other) {
    return one.isPresent() == other.isPresent()
        && (one.isEmpty()
            || (one.get().time() == other.get().time()
                && one.get().into().meansTheSameAs(other.get().into())));
  }

  private Decision decide(Situation situation, long time) {
    Map<String, List<String>> byTerm = new HashMap<>();
    for (Speaker speaker : situation.speeches().keySet()) {
      if (isOfState(speaker)) {
        situation
            .word(speaker, time)
            .filter(Word::isKnown)
            .ifPresent(
                word ->
                    byTerm
                        .computeIfAbsent(
                            PropertyTerm.termOf(speaker.property()), term -> new ArrayList<>())
                        .add(word.text()));
      }
    }
    return table.decide(term -> byTerm.getOrDefault(term, List.of()));
  }
}
