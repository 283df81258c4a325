package io.resonance.infer.session;

import io.resonance.schema.v1.ModelReference;
import io.resonance.schema.v1.ModelSession;
import io.resonance.schema.v1.SessionEvent;
import io.resonance.schema.v1.SessionReason;
import io.resonance.schema.v1.SessionState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes the records of sessions. Ids and times come from the data: a replay gives the same. */
public final class SessionRecords {

  private SessionRecords() {}

  /**
   * A new session.
   *
   * @param profile id and version of the plant's profile
   * @param at on the clock of the values
   */
  public static ModelSession registered(
      ModelReference model, String equipment, String hierarchyScope, String profile, Instant at) {
    Instant time = at.truncatedTo(ChronoUnit.MICROS);
    String name = String.join("\n", equipment, model.getId(), model.getSha256(), time.toString());
    return ModelSession.newBuilder()
        .setSessionId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString())
        .setEquipment(equipment)
        .setHierarchyScope(hierarchyScope)
        .setProfile(profile)
        .setModel(model)
        .setState(SessionState.REGISTERED)
        .setEvent(SessionEvent.REGISTER)
        .setRegisteredAt(time)
        .setChangedAt(time)
        .build();
  }

  /**
   * A session after an event.
   *
   * @param reasons why, where it is refused or suspended
   * @return empty where the event changes nothing
   */
  public static Optional<ModelSession> moved(
      ModelSession from, SessionEvent event, Instant at, List<SessionReason> reasons) {
    return SessionMachine.next(from.getState(), event)
        .map(
            to ->
                ModelSession.newBuilder(from)
                    .setState(to)
                    .setPrevious(from.getState())
                    .setEvent(event)
                    .setChangedAt(at.truncatedTo(ChronoUnit.MICROS))
                    .setReasons(new ArrayList<>(reasons))
                    .build());
  }

  /** The key of a session among those of one equipment: the model and its hash. */
  public static String versionKey(ModelReference model) {
    return model.getId() + "/" + model.getSha256();
  }
}
