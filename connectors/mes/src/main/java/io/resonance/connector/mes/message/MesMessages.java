package io.resonance.connector.mes.message;

import io.resonance.schema.plant.MesMessageRule;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.schema.v1.Violation;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Composes the messages the MES gets, in B2MML V0701 (ISA-95 Part 5 transactions).
 *
 * <ul>
 *   <li>A violation that opens, opens again or clears becomes a NotifyOperationsEvent; its
 *       repetitions, acknowledgements and waivers do not.
 *   <li>An inference becomes a message where the model's evaluation of the equipment changes: a
 *       ProcessTestResult, which asks the MES to act and to acknowledge, where it is NotOK; a
 *       SyncTestResult, which informs, where it is OK again or NotDecidable; a SyncWorkAlert where
 *       the model's task is maintenance. OK as the first evaluation, and Undefined, say nothing a
 *       MES would act on.
 *   <li>Rules of the plant file decide otherwise where they fit.
 * </ul>
 *
 * <p>A message depends on its record alone: the same record gives the same BODID, times and bytes
 * again. Texts of records may hold anything; what XML cannot carry is replaced visibly.
 */
public final class MesMessages implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String sender;
  private final MesMessaging messaging;
  private final MessageChoice choice;

  /**
   * What a model said before, of the same equipment.
   *
   * @param openedBy id of the inference since which the evaluation is not OK
   */
  public record Previous(Evaluation evaluation, String openedBy) {}

  /**
   * @param sender LogicalID of the messages' Sender: the plant's id
   * @param messaging which messages are made, and in which form
   */
  public MesMessages(String sender, MesMessaging messaging) {
    this.sender = Objects.requireNonNull(sender, "sender");
    this.messaging = Objects.requireNonNull(messaging, "messaging");
    this.choice = new MessageChoice(messaging.rules());
  }

  /** The message of a violation that was opened, re-opened or cleared. */
  public Optional<MesMessage> compose(Violation violation) {
    return switch (violation.getState()) {
      case OPENED, REOPENED, CLEARED -> ofChange(violation);
      case REPEATED, ACKNOWLEDGED, WAIVED, UNKNOWN -> Optional.empty();
    };
  }

  private Optional<MesMessage> ofChange(Violation violation) {
    MesMessageRule rule = choice.of(violation);
    String text = MessageText.of(violation, rule);
    // opening and clearing are two messages about one violation, and so is each re-opening
    String recordId = violation.getViolationId() + "/" + violation.getState();
    if (violation.getReopened() > 0) {
      recordId += "/" + violation.getReopened();
    }
    Origin origin =
        new Origin(
            violation.getEquipment(),
            violation.getHierarchyScope(),
            "Violation",
            recordId,
            violation.getLastAt());
    return switch (rule.message()) {
      case NONE -> Optional.empty();
      case WORK_ALERT ->
          Optional.of(
              message(
                  origin, "Sync", "WorkAlert", d -> WorkAlertContent.write(d, violation, text)));
      case OPERATIONS_EVENT, TEST_RESULT, SYNC_TEST_RESULT ->
          Optional.of(
              message(
                  origin,
                  "Notify",
                  "OperationsEvent",
                  d -> OperationsEventContent.write(d, violation, text)));
    };
  }

  /**
   * The message of an inference.
   *
   * @param previous what the same model said of the same equipment before; empty where that was
   *     nothing
   */
  public Optional<MesMessage> compose(Inference inference, Optional<Previous> previous) {
    Evaluation evaluation = inference.getEvaluation();
    if (evaluation == Evaluation.Undefined
        || evaluation == previous.map(Previous::evaluation).orElse(Evaluation.OK)) {
      return Optional.empty();
    }
    MesMessageRule rule = choice.of(inference);
    String text = MessageText.of(inference, rule);
    Origin origin =
        new Origin(
            inference.getEquipment(),
            inference.getHierarchyScope(),
            "Inference",
            inference.getInferenceId(),
            inference.getComputedAt());
    return switch (rule.message()) {
      case NONE -> Optional.empty();
      case WORK_ALERT -> {
        String openedBy =
            previous
                .map(Previous::openedBy)
                .filter(id -> !id.isEmpty())
                .orElse(inference.getInferenceId());
        yield Optional.of(
            message(
                origin,
                "Sync",
                "WorkAlert",
                d -> WorkAlertContent.write(d, inference, openedBy, text)));
      }
      case TEST_RESULT, OPERATIONS_EVENT ->
          Optional.of(
              evaluation == Evaluation.NotOK
                  ? process(origin, inference, text)
                  : sync(origin, inference, text));
      case SYNC_TEST_RESULT -> Optional.of(sync(origin, inference, text));
    };
  }

  private MesMessage process(Origin origin, Inference inference, String text) {
    return message(
        origin, "Process", "TestResult", d -> TestResultContent.writeProcess(d, inference, text));
  }

  private MesMessage sync(Origin origin, Inference inference, String text) {
    return message(
        origin, "Sync", "TestResult", d -> TestResultContent.writeSync(d, inference, text));
  }

  /**
   * The message that tells the MES that an equipment's messages are held back.
   *
   * @param first the first message that is
   * @param minute the minute it falls into, since 1970
   */
  MesMessage flood(MesMessage first, long minute) {
    String id = "flood/" + first.getEquipment() + "/" + minute;
    Origin origin =
        new Origin(
            first.getEquipment(), first.getHierarchyScope(), "Flood", id, first.getCreatedAt());
    String text =
        "More than %d messages of %s in a minute; further ones are held back on this side, none is lost."
            .formatted(messaging.messagesPerMinute(), first.getEquipment());
    return message(
        origin, "Notify", "OperationsEvent", d -> FloodContent.write(d, first, id, text));
  }

  private MesMessage message(
      Origin origin, String verb, String noun, B2mmlDocument.Content dataArea) {
    String bodId = BodId.of(origin.equipment, origin.recordType, origin.recordId);
    String payload =
        B2mmlDocument.write(
            messaging.format(),
            verb + noun,
            document -> {
              document.group("ApplicationArea", area -> writeArea(area, origin.created, bodId));
              document.group("DataArea", dataArea);
            });
    return MesMessage.newBuilder()
        .setBodId(bodId)
        .setEquipment(origin.equipment)
        .setHierarchyScope(origin.hierarchyScope)
        .setVerb(verb)
        .setNoun(noun)
        .setContentType(contentType())
        .setPayload(payload)
        .setRecordType(origin.recordType)
        .setRecordId(origin.recordId)
        .setCreatedAt(origin.created)
        .setState(MesState.PENDING)
        .setAttempts(new ArrayList<>())
        .build();
  }

  private String contentType() {
    return switch (messaging.format()) {
      case B2MML -> "application/xml; charset=utf-8";
      case JSON -> "application/json";
    };
  }

  private void writeArea(B2mmlDocument area, Instant created, String bodId)
      throws XMLStreamException {
    area.group(
        "Sender",
        s -> {
          s.element("LogicalID", sender);
          s.element("ConfirmationCode", confirmationCode());
        });
    area.element("CreationDateTime", XmlText.dateTime(created));
    area.element("BODID", bodId);
  }

  private String confirmationCode() {
    return switch (messaging.confirmation()) {
      case ALWAYS -> "Always";
      case ON_ERROR -> "OnError";
      case NEVER -> "Never";
    };
  }

  /** The record a message is about. */
  private record Origin(
      String equipment,
      String hierarchyScope,
      String recordType,
      String recordId,
      Instant created) {}
}
