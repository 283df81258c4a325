package io.resonance.normalize.situation;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.JobContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * Joins batches with what the machine worked on at the source times of their rows, and adds the
 * states it came into. For use by one keyed function on its own thread.
 *
 * <p><b>Late words</b> (recovered after an outage, or of a slower endpoint) are put in their place:
 * states that were different are said again, marked as late; values that went out before are not
 * said again. Words older than the last {@value Speech#MOST_WORDS} of their property are counted
 * ({@code wordsTooLate}) and change nothing. <b>Repeated</b> rows never come here.
 */
public final class Situations {

  private final Profile profile;
  private final Timeline timeline;
  private final StateRecords records;
  private final ValueState<Situation> state;
  private final Counter wordsTooLate;
  private final Counter statesChanged;

  /** By equipment, so that keyed state is read once and written when a word changes. */
  private final Map<String, Known> known = new HashMap<>();

  private record Known(Situation situation, WorkContext work) {}

  /** Opens the state of the current key. */
  public Situations(RuntimeContext context, Profile profile) {
    this.profile = profile;
    this.timeline = new Timeline(profile.states());
    this.records = new StateRecords(profile);
    this.state =
        context.getState(new ValueStateDescriptor<>("situation", SituationSerializer.INSTANCE));
    this.wordsTooLate = context.getMetricGroup().counter("wordsTooLate");
    this.statesChanged = context.getMetricGroup().counter("statesChanged");
  }

  /**
   * Hands a normalized batch on; in parts where what the machine worked on changes within it.
   *
   * @param words what its rows say about it
   */
  public void join(EquipmentBatch batch, List<Said> words, Collector<EquipmentBatch> out)
      throws Exception {
    Known now = known.get(batch.equipment());
    if (now == null) {
      now = known(state.value());
      known.put(batch.equipment(), now);
    }
    List<EquipmentState> states = List.of();
    if (!words.isEmpty() || !batch.gaps().isEmpty()) {
      Timeline.Folded folded = timeline.fold(now.situation(), words, batch.gaps());
      wordsTooLate.inc(folded.tooLate());
      if (folded.isNew()) {
        now = known(folded.situation());
        known.put(batch.equipment(), now);
        state.update(now.situation());
      }
      states = records(folded, now, batch);
    }
    WorkContext work = now.work();
    if (!work.isNever()) {
      for (EquipmentCondition condition : batch.conditions()) { // made by normalize a moment ago
        condition.setContext(
            work.at(ViolationRecords.micros(condition.getSourceTimestamp()) * 1_000L).orElse(null));
      }
      for (DataGap gap : batch.gaps()) {
        gap.setContext(
            work.at(ViolationRecords.micros(gap.getFromTimestamp()) * 1_000L).orElse(null));
      }
    }
    if (work.isNever()) {
      out.collect(states.isEmpty() ? batch : batch.in(null, states));
    } else if (batch.earliestSourceTime() >= work.latestChange()) {
      JobContext latest = work.at(work.latestChange()).orElse(null);
      out.collect(latest == null && states.isEmpty() ? batch : batch.in(latest, states));
    } else {
      ContextParts.of(batch, states, work).forEach(out::collect);
    }
  }

  private List<EquipmentState> records(Timeline.Folded folded, Known now, EquipmentBatch batch) {
    List<EquipmentState> all = new ArrayList<>(folded.changes().size());
    for (Timeline.Change change : folded.changes()) {
      all.add(records.of(change, folded.situation(), now.work(), batch));
    }
    statesChanged.inc(all.size());
    return all;
  }

  private Known known(Situation situation) {
    Situation some = situation == null ? Situation.EMPTY : situation;
    return new Known(some, new WorkContext(some, profile.context()));
  }
}
