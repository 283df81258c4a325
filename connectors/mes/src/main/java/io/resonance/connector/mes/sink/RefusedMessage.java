package io.resonance.connector.mes.sink;

import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Makes the dead letter of a message the MES refused: the bytes it got, and its words. */
final class RefusedMessage {

  private RefusedMessage() {}

  static DeadLetter deadLetter(MesMessage message, Instant at) {
    String what = message.getVerb() + message.getNoun() + " " + message.getBodId();
    String answer = message.getAnswer() == null ? "(no words)" : message.getAnswer();
    String reason =
        message.getState() == MesState.REJECTED
            ? "The MES rejects %s: %s".formatted(what, answer)
            : "The MES cannot take %s: %s".formatted(what, answer);
    return DeadLetter.newBuilder()
        .setDeadLetterId(message.getBodId())
        .setSource(message.getEquipment())
        .setStage(MesDelivery.UID)
        .setReason(reason)
        .setNextStep(
            "Compare the message with what the MES expects; correct master data or rules there, then post the payload again under the same BODID.")
        .setContentType(message.getContentType())
        .setPayload(ByteBuffer.wrap(message.getPayload().getBytes(StandardCharsets.UTF_8)))
        .setOccurredAt(at)
        .build();
  }
}
