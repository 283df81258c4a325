package io.resonance.infer.session;

import io.resonance.schema.v1.AuditCategory;
import io.resonance.schema.v1.AuditEntry;
import io.resonance.schema.v1.AuditResult;
import io.resonance.schema.v1.ModelSession;
import io.resonance.schema.v1.SessionReason;
import io.resonance.schema.v1.SessionState;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;

/** What auditors are told of a session. */
final class SessionAudit {

  private SessionAudit() {}

  /** The entry of a transition; the same transition gives the same one. */
  static AuditEntry entry(ModelSession session) {
    SessionState state = session.getState();
    boolean bad = state == SessionState.REFUSED || state == SessionState.SUSPENDED;
    String name = session.getSessionId() + "\n" + state + "\n" + session.getChangedAt();
    return AuditEntry.newBuilder()
        .setAuditId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString())
        .setAt(session.getChangedAt())
        .setSource(TrackSessionsFunction.UID)
        .setCategory(AuditCategory.CONTROL_SYSTEM_EVENT)
        .setType("MODEL_SESSION_" + state)
        .setEventId(session.getSessionId())
        .setEventResult(bad ? AuditResult.FAILURE : AuditResult.SUCCESS)
        .setEquipment(session.getEquipment())
        .setDetail(detail(session))
        .build();
  }

  private static String detail(ModelSession session) {
    String what =
        "The session of the model %s %s with %s is %s."
            .formatted(
                session.getModel().getId(),
                session.getModel().getVersion(),
                session.getEquipment(),
                session.getState());
    String why =
        session.getReasons().stream().map(SessionAudit::sentence).collect(Collectors.joining(" "));
    return why.isEmpty() ? what : what + " " + why;
  }

  private static String sentence(SessionReason reason) {
    return reason.getProperty() == null
        ? "%s: %s".formatted(reason.getCode(), reason.getDetail())
        : "%s, %s: %s".formatted(reason.getCode(), reason.getProperty(), reason.getDetail());
  }
}
