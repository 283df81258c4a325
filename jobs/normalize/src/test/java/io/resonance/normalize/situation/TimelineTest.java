package io.resonance.normalize.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.resonance.normalize.situation.Said.Speaker;
import io.resonance.normalize.situation.Said.Word;
import io.resonance.normalize.situation.Timeline.Change;
import io.resonance.normalize.situation.Timeline.Folded;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import io.resonance.schema.v1.MachineryMode;
import io.resonance.schema.v1.MachineryState;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final MachineryState UNKNOWN = MachineryState.UNKNOWN;
  private static final MachineryState EXECUTING = MachineryState.EXECUTING;
  private static final MachineryState NOT_EXECUTING = MachineryState.NOT_EXECUTING;

  private final Timeline timeline = new Timeline(Profile.load("mdr-profile-0.1").states());
  private Situation situation = Situation.EMPTY;
  private long sequence;

  @Test
  void saysAStateWhenItChangesAndHowLongTheLastOneWas() {
    assertThat(say(execution(100, "READY"))).containsExactly(tuple(100L, NOT_EXECUTING, null, -1L));
    assertThat(say(execution(200, "STOPPED"))).as("another detail").hasSize(1);
    assertThat(say(execution(300, "STOPPED"))).isEmpty();
    assertThat(say(execution(400, "ACTIVE")))
        .containsExactly(tuple(400L, EXECUTING, NOT_EXECUTING, 200L));
    assertThat(say(mode(500, "AUTOMATIC"))).as("another mode").hasSize(1);
    assertThat(last().into().mode()).isEqualTo(MachineryMode.PROCESSING);
  }

  @Test
  void takesTheWordsOfABatchTogether() {
    assertThat(say(execution(200, "ACTIVE"), execution(100, "READY"), stop(150, "ARMED")))
        .containsExactly(
            tuple(100L, NOT_EXECUTING, null, -1L), tuple(200L, EXECUTING, NOT_EXECUTING, 100L));
  }

  @Test
  void saysUnknownWhereTheMachineDoesNotKnow() {
    say(execution(100, "ACTIVE"));
    assertThat(say(execution(200, ""))).containsExactly(tuple(200L, UNKNOWN, EXECUTING, 100L));
  }

  @Test
  void aLateWordCorrectsWhatWasSaid() {
    say(execution(100, "READY"), execution(400, "ACTIVE"));
    Folded folded = fold(List.of(execution(200, "INTERRUPTED")), List.of());
    assertThat(folded.changes())
        .extracting(Change::at, each -> each.into().detail(), Change::late)
        .containsExactly(tuple(200L, "INTERRUPTED", true), tuple(400L, "ACTIVE", true));
    assertThat(folded.changes().get(1).before().get().into().detail())
        .as("what is corrected is what was before")
        .isEqualTo("INTERRUPTED");
  }

  @Test
  void aLateWordCanSayThatNothingChangedAfterAll() {
    say(execution(100, "READY"), execution(400, "ACTIVE"));
    Folded folded = fold(List.of(execution(200, "ACTIVE")), List.of());
    assertThat(folded.changes())
        .extracting(Change::at, each -> each.into().state(), each -> each.before().get().time())
        .containsExactly(tuple(200L, EXECUTING, 100L), tuple(400L, EXECUTING, 200L));
    assertThat(folded.changes()).allMatch(Change::late);
    assertThat(situation.transitions()).hasSize(2);
  }

  @Test
  void repeatsAndOtherOrdersChangeNothing() {
    Said ready = execution(100, "READY");
    Said active = execution(200, "ACTIVE");
    say(ready, active);
    Situation before = situation;
    Folded folded = fold(List.of(active, ready), List.of());
    assertThat(folded.isNew()).isFalse();
    assertThat(folded.changes()).isEmpty();
    assertThat(situation).isEqualTo(before);
  }

  @Test
  void aGapMakesOlderWordsUnknownUntilItIsHealed() {
    say(execution(1_000, "ACTIVE"));
    assertThat(gap(GapPhase.OPEN, 5_000, 0))
        .containsExactly(tuple(6_000L, UNKNOWN, EXECUTING, 5_000L));
    assertThat(gap(GapPhase.HEALED, 5_000, 9_000))
        .as("nothing was missing, so it went on all the time")
        .containsExactly(tuple(6_000L, EXECUTING, EXECUTING, 5_000L));
    assertThat(situation.transitions()).hasSize(1);
    assertThat(situation.outages()).isEmpty();
  }

  @Test
  void aWordFromWithinAGapIsKnown() {
    say(execution(1_000, "ACTIVE"), mode(1_000, "AUTOMATIC"));
    gap(GapPhase.OPEN, 5_000, 0);
    say(execution(7_000, "STOPPED"));
    assertThat(last().into().state()).isEqualTo(NOT_EXECUTING);
    assertThat(last().into().mode()).as("said before the gap").isEqualTo(MachineryMode.UNKNOWN);
    gap(GapPhase.LOST, 5_000, 8_000);
    assertThat(last().time()).isEqualTo(8_000);
    assertThat(last().into().mode()).isEqualTo(MachineryMode.PROCESSING);
    assertThat(situation.transitions())
        .extracting(each -> each.into().state())
        .containsExactly(EXECUTING, UNKNOWN, NOT_EXECUTING, NOT_EXECUTING);
  }

  @Test
  void aGapOfAnotherAddressOrEndpointConcernsNoWord() {
    say(execution(1_000, "ACTIVE"));
    DataGap other = record(GapPhase.OPEN, 5_000, 0);
    other.setAddress("speed");
    assertThat(fold(List.of(), List.of(other)).changes()).isEmpty();
    DataGap elsewhere = record(GapPhase.OPEN, 5_000, 0);
    elsewhere.setGapId("g2");
    elsewhere.setSource(new SourceReference(Protocol.OPC_UA, "server", 1L));
    assertThat(fold(List.of(), List.of(elsewhere)).changes()).isEmpty();
  }

  @Test
  void leavesOutWordsOlderThanWhatIsRemembered() {
    for (int i = 0; i < 40; i++) {
      say(execution(1_000 + 100L * i, i % 2 == 0 ? "READY" : "ACTIVE"));
    }
    Folded folded = fold(List.of(execution(1_050, "STOPPED")), List.of());
    assertThat(folded.tooLate()).isEqualTo(1);
    assertThat(folded.changes()).isEmpty();
    assertThat(situation.transitions()).hasSize(Transition.MOST);
    assertThat(situation.speeches().values()).allMatch(each -> each.words().size() == 16);
  }

  @Test
  void remembersTheFirstAndTheLastOfEqualWordsOnly() {
    for (int i = 0; i < 40; i++) {
      say(execution(1_000 + 100L * i, "ACTIVE"));
    }
    assertThat(situation.speeches().values().iterator().next().words())
        .extracting(Word::time)
        .containsExactly(1_000L, 4_900L);
    assertThat(say(execution(2_000, "FEED_HOLD")))
        .extracting(each -> each.toList().get(1))
        .containsExactly(NOT_EXECUTING, EXECUTING);
  }

  /** Whatever order words arrive in and however they are batched, the states are the same. */
  @Property(tries = 500)
  void theOrderOfArrivalDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    List<Said> words = new ArrayList<>();
    List<String> executions = new ArrayList<>();
    for (int twice = 0; twice < 2; twice++) { // three equal ones in a row would be thinned out
      executions.addAll(
          List.of("READY", "ACTIVE", "STOPPED", "WAIT", "FEED_HOLD", "INTERRUPTED", ""));
    }
    Collections.shuffle(executions, random);
    for (String word : executions) {
      words.add(execution(1 + random.nextInt(1_000), word));
    }
    for (String word : List.of("MANUAL", "AUTOMATIC", "EDIT", "AUTOMATIC")) {
      words.add(mode(1 + random.nextInt(1_000), word));
    }
    words.add(stop(1 + random.nextInt(1_000), "TRIGGERED"));
    words.add(stop(1 + random.nextInt(1_000), "ARMED"));
    Situation once = timeline.fold(Situation.EMPTY, words, List.of()).situation();
    Collections.shuffle(words, random);
    Situation step = Situation.EMPTY;
    TreeMap<Long, Change> said = new TreeMap<>();
    for (int at = 0; at < words.size(); ) {
      int end = Math.min(words.size(), at + 1 + random.nextInt(4));
      Folded folded = timeline.fold(step, words.subList(at, end), List.of());
      folded.changes().forEach(change -> said.put(change.at(), change));
      step = folded.situation();
      at = end;
    }
    assertThat(step.transitions()).isEqualTo(once.transitions());
    said.values().removeIf(TimelineTest::isNone);
    assertThat(said.values())
        .as("the latest records by id are the states, one after the other")
        .extracting(change -> new Transition(change.at(), change.into()))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("into.stateRow", "into.modeRow")
        .isEqualTo(once.transitions());
  }

  private static boolean isNone(Change change) {
    return change.before().isPresent()
        && change.before().get().into().meansTheSameAs(change.into());
  }

  private List<Tuple> say(Said... words) {
    return tuples(fold(List.of(words), List.of()));
  }

  private List<Tuple> gap(GapPhase phase, long from, long to) {
    return tuples(fold(List.of(), List.of(record(phase, from, to))));
  }

  private static List<Tuple> tuples(Folded folded) {
    return folded.changes().stream()
        .map(
            change ->
                tuple(
                    change.at(),
                    change.into().state(),
                    change.before().map(each -> each.into().state()).orElse(null),
                    change.before().map(each -> change.at() - each.time()).orElse(-1L)))
        .toList();
  }

  private Folded fold(List<Said> words, List<DataGap> gaps) {
    Folded folded = timeline.fold(situation, words, gaps);
    situation = folded.situation();
    return folded;
  }

  private Transition last() {
    return situation.transitions().get(situation.transitions().size() - 1);
  }

  private static DataGap record(GapPhase phase, long from, long to) {
    DataGap gap = new DataGap();
    gap.setGapId("g1");
    gap.setEquipment("LATHE-01");
    gap.setSource(new SourceReference(Protocol.MTCONNECT, "agent", 1L));
    gap.setReason(GapReason.CONNECTION_LOST);
    gap.setPhase(phase);
    gap.setFromTimestamp(ViolationRecords.instant(from));
    gap.setToTimestamp(to == 0 ? null : ViolationRecords.instant(to));
    return gap;
  }

  private Said execution(long time, String word) {
    return said("execution", time, word);
  }

  private Said mode(long time, String word) {
    return said("controller-mode", time, word);
  }

  private Said stop(long time, String word) {
    return said("emergency-stop", time, word);
  }

  private Said said(String property, long time, String word) {
    return new Said(
        new Speaker(Protocol.MTCONNECT, "agent", property + "-id", property),
        new Word(time, 1, ++sequence, 0, word));
  }
}
