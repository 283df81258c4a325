package io.resonance.connector.mes.sink;

import io.resonance.schema.v1.DeadLetter;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes the dead letters of answers that are of no use.
 *
 * @param topic where they came from
 */
record AnswerLetters(String topic) implements Serializable {

  DeadLetter unreadable(byte[] document, String why, Instant at) {
    return letter(
        MesAnswering.READ_UID,
        "A record of %s is no answer: %s".formatted(topic, why),
        "Compare what the MES writes with B2MML V0701; a message that stays unanswered is sent again or parked.",
        document,
        at);
  }

  DeadLetter foreign(String bodId, byte[] document, Instant at) {
    return letter(
        MesAnswering.AWAIT_UID,
        "An answer on %s is about BODID %s, which this job has not delivered, or so long ago that it has forgotten it."
            .formatted(topic, bodId),
        "Find out who wrote it: another plant's MES, or someone who should not; only the MES should be let write there.",
        document,
        at);
  }

  private DeadLetter letter(
      String stage, String reason, String nextStep, byte[] document, Instant at) {
    return DeadLetter.newBuilder()
        .setDeadLetterId(UUID.nameUUIDFromBytes(document).toString())
        .setSource(topic)
        .setStage(stage)
        .setReason(reason)
        .setNextStep(nextStep)
        .setContentType("application/xml")
        .setPayload(ByteBuffer.wrap(document))
        .setOccurredAt(at)
        .build();
  }
}
