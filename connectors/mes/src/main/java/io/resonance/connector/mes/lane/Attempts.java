package io.resonance.connector.mes.lane;

import io.resonance.schema.v1.DeliveryAttempt;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes attempts into the history of a message: the first one and the latest, at most 16. */
public final class Attempts {

  static final int MAX = 16;

  /** How the outcome of an entry begins that a person made who had the message sent again. */
  public static final String REPLAYED = "REPLAYED";

  /** How the outcome of an entry begins that had the message sent again for want of an answer. */
  public static final String RESENT = "RESENT";

  private Attempts() {}

  /** A copy of the message with one more attempt; the message itself may be part of a snapshot. */
  static MesMessage after(MesMessage message, Reply reply, long now) {
    Integer status = reply.httpStatus().isPresent() ? reply.httpStatus().getAsInt() : null;
    return with(message, Instant.ofEpochMilli(now), status, outcome(reply.verdict()));
  }

  /** A copy of the message with one more entry in its history that is no attempt. */
  public static MesMessage noted(MesMessage message, Instant at, String what) {
    return with(message, at, null, what);
  }

  /** How often the message was tried, since it was replayed or resent the last time. */
  static int since(MesMessage message) {
    List<DeliveryAttempt> attempts = message.getAttempts();
    int count = 0;
    for (int at = attempts.size() - 1; at >= 0 && !isFreshStart(attempts.get(at)); at--) {
      count++;
    }
    return count;
  }

  /** How often the message was resent for want of an answer, since a person replayed it last. */
  public static int resends(MesMessage message) {
    int count = 0;
    for (DeliveryAttempt attempt : message.getAttempts()) {
      if (isNote(attempt, REPLAYED)) {
        count = 0;
      } else if (isNote(attempt, RESENT)) {
        count++;
      }
    }
    return count;
  }

  private static boolean isFreshStart(DeliveryAttempt attempt) {
    return isNote(attempt, REPLAYED) || isNote(attempt, RESENT);
  }

  private static boolean isNote(DeliveryAttempt attempt, String what) {
    return attempt.getHttpStatus() == null && attempt.getOutcome().startsWith(what);
  }

  private static MesMessage with(MesMessage message, Instant at, Integer status, String outcome) {
    List<DeliveryAttempt> attempts = new ArrayList<>(message.getAttempts());
    if (attempts.size() == MAX) {
      attempts.remove(1);
    }
    attempts.add(
        DeliveryAttempt.newBuilder().setAt(at).setHttpStatus(status).setOutcome(outcome).build());
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
