package io.resonance.connector.mes.sink;

import io.resonance.connector.mes.message.NodeWriteMessages;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Makes the dead letter of a message the MES refused: the bytes it got, and its words. */
final class RefusedMessage {

  private static final String OF_A_MESSAGE =
      "Compare the message with what the MES expects; correct master data or rules there, then post"
          + " the payload again under the same BODID.";
  private static final String OF_A_WRITE =
      "Correct the node under `writes` of the server in the plant file, or its rights and type in"
          + " the server; then replay it, or drop it where it is out of date.";

  private RefusedMessage() {}

  private static boolean isWrite(MesMessage message) {
    return message.getVerb().equals(NodeWriteMessages.VERB);
  }

  static DeadLetter deadLetter(MesMessage message, String stage, Instant at) {
    String what = message.getVerb() + message.getNoun() + " " + message.getBodId();
    String answer = message.getAnswer() == null ? "(no words)" : message.getAnswer();
    String reason =
        message.getState() == MesState.REJECTED
            ? "The MES rejects %s: %s".formatted(what, answer)
            : "%s cannot take %s: %s"
                .formatted(isWrite(message) ? "The OPC UA server" : "The MES", what, answer);
    return DeadLetter.newBuilder()
        .setDeadLetterId(message.getBodId())
        .setSource(message.getEquipment())
        .setStage(stage)
        .setReason(reason)
        .setNextStep(isWrite(message) ? OF_A_WRITE : OF_A_MESSAGE)
        .setContentType(message.getContentType())
        .setPayload(ByteBuffer.wrap(message.getPayload().getBytes(StandardCharsets.UTF_8)))
        .setOccurredAt(at)
        .build();
  }
}
