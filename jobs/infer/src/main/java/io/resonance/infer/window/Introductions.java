package io.resonance.infer.window;

import io.resonance.infer.session.Probe;
import io.resonance.infer.session.SessionMachine;
import io.resonance.infer.session.SessionRecords;
import io.resonance.schema.v1.InputOffer;
import io.resonance.schema.v1.ModelSession;
import io.resonance.schema.v1.SessionEvent;
import io.resonance.schema.v1.SessionReason;
import io.resonance.schema.v1.SessionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.TimerService;

/**
 * The handshakes of the equipment whose key is set: from the first values of an equipment to ACCEPT
 * or REFUSE. What becomes of an accepted session is seen behind the model, from its results.
 */
final class Introductions {

  private final MapState<String, ModelSession> sessions;
  private final String profile;
  private final Set<String> met = new HashSet<>();

  /**
   * @param sessions keyed by equipment; by model and hash, the session as far as it is known here
   */
  Introductions(MapState<String, ModelSession> sessions, String profile) {
    this.sessions = sessions;
    this.profile = profile;
  }

  /**
   * An equipment sends values: models it does not know yet are introduced, and those that watch it
   * no longer take their leave. Costs a look-up once they know each other.
   *
   * @param time of the values, ns since the Unix epoch
   */
  void meet(
      Subject subject,
      List<Watch> watches,
      long time,
      TimerService timers,
      Consumer<ModelSession> out)
      throws Exception {
    if (!met.add(subject.equipment())) {
      return;
    }
    Instant at = instant(time);
    Set<String> gone = new HashSet<>();
    sessions.keys().forEach(gone::add);
    for (Watch watch : watches) {
      gone.remove(watch.sessionKey);
      ModelSession known = sessions.get(watch.sessionKey);
      if (known == null) {
        register(subject, watch, at, timers, out);
      } else {
        watch.isAccepted = SessionMachine.isAccepted(known.getState());
      }
    }
    for (String key : gone) {
      SessionRecords.moved(sessions.get(key), SessionEvent.RETIRE, at, List.of()).ifPresent(out);
      sessions.remove(key);
    }
  }

  /** The equipment is looked at anew with its next values: what watches it has changed. */
  void forget(String equipment) {
    met.remove(equipment);
  }

  /** An equipment and its ISA-95 hierarchy scope. */
  record Subject(String equipment, String hierarchyScope) {}

  private ModelSession register(
      Subject subject, Watch watch, Instant at, TimerService timers, Consumer<ModelSession> out)
      throws Exception {
    ModelSession registered =
        SessionRecords.registered(
            watch.handshake.model(), subject.equipment(), subject.hierarchyScope(), profile, at);
    put(watch, registered, out);
    timers.registerEventTimeTimer(due(registered, watch));
    return registered;
  }

  /** A window is complete: while the handshake goes on, it shows what the equipment offers. */
  void look(Watch watch, ModelWindow window, TimerService timers, Consumer<ModelSession> out)
      throws Exception {
    if (watch.isAccepted) {
      return;
    }
    ModelSession session = sessions.get(watch.sessionKey);
    if (session == null || isSettled(watch, session)) {
      return;
    }
    if (SessionMachine.isAccepted(session.getState())) {
      watch.isAccepted = true; // restored, and no value has come since
      return;
    }
    Instant at = instant(window.extent().end());
    Probe probe = watch.probe(window);
    List<SessionReason> lacking = watch.handshake.lacking(probe);
    if (session.getState() == SessionState.REFUSED) {
      if (!lacking.isEmpty()) {
        return;
      }
      Subject subject = new Subject(window.equipment(), window.hierarchyScope());
      session = register(subject, watch, at, timers, out);
    }
    if (session.getState() == SessionState.REGISTERED) {
      session = move(watch, session, SessionEvent.PROBE, at, List.of(), out);
    }
    session = found(session, watch.handshake.offers(probe), probe.qualityRatio());
    if (lacking.isEmpty()) {
      conclude(watch, session, at, timers, out);
    } else {
      session.setReasons(new ArrayList<>(lacking));
      sessions.put(watch.sessionKey, session);
    }
  }

  // a model that does not go with the plant is refused once, whatever the equipment offers
  private static boolean isSettled(Watch watch, ModelSession session) {
    boolean refused = session.getState() == SessionState.REFUSED;
    return refused && !watch.handshake.versionReasons().isEmpty();
  }

  private void conclude(
      Watch watch, ModelSession probed, Instant at, TimerService timers, Consumer<ModelSession> out)
      throws Exception {
    timers.deleteEventTimeTimer(due(probed, watch));
    ModelSession checked = move(watch, probed, SessionEvent.OFFER_SUFFICES, at, List.of(), out);
    List<SessionReason> versions = watch.handshake.versionReasons();
    SessionEvent event =
        versions.isEmpty() ? SessionEvent.VERSIONS_FIT : SessionEvent.VERSIONS_DIFFER;
    move(watch, checked, event, at, versions, out);
    watch.isAccepted = versions.isEmpty();
  }

  /**
   * The watermark has reached a time: an equipment that has not offered enough by now is refused.
   */
  void due(List<Watch> watches, long timestamp, Consumer<ModelSession> out) throws Exception {
    for (Watch watch : watches) {
      if (watch.isAccepted) {
        continue;
      }
      ModelSession session = sessions.get(watch.sessionKey);
      if (session == null || due(session, watch) > timestamp) {
        continue;
      }
      List<SessionReason> lacking =
          session.getReasons().isEmpty() ? watch.handshake.nothingOffered() : session.getReasons();
      Optional<ModelSession> refused =
          SessionRecords.moved(
              session, SessionEvent.OFFER_LACKS, Instant.ofEpochMilli(timestamp), lacking);
      if (refused.isPresent()) {
        put(watch, refused.get(), out);
      }
    }
  }

  private ModelSession move(
      Watch watch,
      ModelSession from,
      SessionEvent event,
      Instant at,
      List<SessionReason> reasons,
      Consumer<ModelSession> out)
      throws Exception {
    ModelSession moved =
        SessionRecords.moved(from, event, at, reasons)
            .orElseThrow(() -> new IllegalStateException(from.getState() + " has no " + event));
    put(watch, moved, out);
    return moved;
  }

  private void put(Watch watch, ModelSession session, Consumer<ModelSession> out) throws Exception {
    sessions.put(watch.sessionKey, session);
    out.accept(session);
  }

  private static ModelSession found(
      ModelSession session, List<InputOffer> offers, double qualityRatio) {
    return ModelSession.newBuilder(session)
        .setOffers(new ArrayList<>(offers))
        .setInputQualityRatio(qualityRatio)
        .build();
  }

  private static long due(ModelSession session, Watch watch) {
    return session.getRegisteredAt().toEpochMilli() + watch.handshake.patienceMillis();
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
