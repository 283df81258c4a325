package io.resonance.normalize.situation;

import io.resonance.normalize.situation.Said.Speaker;
import io.resonance.normalize.situation.Said.Word;
import io.resonance.normalize.situation.Timeline.Change;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.SourceReference;
import io.resonance.schema.v1.StateInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Changes of states as records. */
final class StateRecords {

  private final Profile profile;

  StateRecords(Profile profile) {
    this.profile = profile;
  }

  EquipmentState of(Change change, Situation situation, WorkContext work, EquipmentBatch batch) {
    EquipmentState record = new EquipmentState();
    record.setStateId(id(batch.equipment(), change.at()));
    record.setEquipment(batch.equipment());
    record.setHierarchyScope(batch.hierarchyScope());
    record.setProfile(profile.id());
    record.setProfileHash(profile.hash());
    record.setState(change.into().state());
    record.setDetail(orNull(change.into().detail()));
    record.setMode(change.into().mode());
    record.setSince(ViolationRecords.instant(change.at()));
    record.setSinceNanos(ViolationRecords.nanosBelowMicros(change.at()));
    change
        .before()
        .ifPresent(
            before -> {
              record.setPreviousState(before.into().state());
              record.setPreviousDetail(orNull(before.into().detail()));
              record.setPreviousMode(before.into().mode());
              record.setPreviousDurationMicros((change.at() - before.time()) / 1_000L);
            });
    record.setStateRow(change.into().stateRow());
    record.setModeRow(change.into().modeRow());
    record.setCauses(causes(change.at(), situation));
    record.setLate(change.late());
    record.setContext(work.at(change.at()).orElse(null));
    return record;
  }

  private List<StateInput> causes(long time, Situation situation) {
    List<StateInput> causes = new ArrayList<>();
    situation
        .speeches()
        .forEach(
            (speaker, speech) -> {
              if (profile.states().looksAt(speaker.property())) {
                speech
                    .at(time)
                    .ifPresent(
                        word -> causes.add(cause(speaker, word, situation.word(speaker, time))));
              }
            });
    return causes;
  }

  private static StateInput cause(Speaker speaker, Word said, Optional<Word> holds) {
    StateInput input = new StateInput();
    input.setProperty(speaker.property());
    input.setSource(new SourceReference(speaker.protocol(), speaker.endpoint(), said.epoch()));
    input.setAddress(speaker.address());
    input.setSequence(said.sequence());
    input.setTimestamp(ViolationRecords.instant(said.time()));
    input.setTimestampNanos(ViolationRecords.nanosBelowMicros(said.time()));
    input.setWord(holds.filter(Word::isKnown).map(Word::text).orElse(null));
    input.setStatusCode(Integer.toUnsignedLong(said.statusCode()));
    return input;
  }

  /** The same for the same equipment and time, so that a correction replaces what it corrects. */
  private static String id(String equipment, long since) {
    return UUID.nameUUIDFromBytes(
            ("io.resonance/state/1\n" + equipment + "\n" + since).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
