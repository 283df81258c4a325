package io.resonance.connector.mes.lane;

import io.resonance.schema.v1.DeliveryAttempt;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes attempts into the history of a message: the first one and the latest, at most 16. */
final class Attempts {

  static final int MAX = 16;

  private Attempts() {}

  /** A copy of the message with one more attempt; the message itself may be part of a snapshot. */
  static MesMessage after(MesMessage message, Reply reply, long now) {
    List<DeliveryAttempt> attempts = new ArrayList<>(message.getAttempts());
    if (attempts.size() == MAX) {
      attempts.remove(1);
    }
    Integer status = reply.httpStatus().isPresent() ? reply.httpStatus().getAsInt() : null;
    attempts.add(
        DeliveryAttempt.newBuilder()
            .setAt(Instant.ofEpochMilli(now))
            .setHttpStatus(status)
            .setOutcome(outcome(reply.verdict()))
            .build());
    return MesMessage.newBuilder(message).setAttempts(attempts).build();
  }

  /** A copy of the message in its final state. */
  static MesMessage settled(MesMessage message, MesState state, String answer) {
    return MesMessage.newBuilder(message)
        .setState(state)
        .setAnswer(answer.isEmpty() ? null : answer)
        .build();
  }

  private static String outcome(Verdict verdict) {
    String outcome = verdict.outcome().name();
    return verdict.words().isEmpty() ? outcome : outcome + ": " + verdict.words();
  }
}
