package io.resonance.connector.mes.message;

import io.resonance.schema.plant.MesTarget;
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

/**
 * Composes the messages the MES gets, in B2MML V0701 (ISA-95 Part 5 transactions).
 *
 * <ul>
 *   <li>A violation that opens or clears becomes a NotifyOperationsEvent; its repetitions do not.
 *   <li>An inference becomes a message where the model's evaluation of the equipment changes: a
 *       ProcessTestResult, which asks the MES to act and to acknowledge, where it is NotOK; a
 *       SyncTestResult, which informs, where it is OK again or NotDecidable. OK as the first
 *       evaluation, and Undefined, say nothing a MES would act on.
 * </ul>
 *
 * <p>A message depends on its record alone: the same record gives the same BODID, times and bytes
 * again. Texts of records may hold anything; what XML cannot carry is replaced visibly.
 */
public final class MesMessages implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String CONTENT_TYPE = "application/xml; charset=utf-8";

  private final String sender;
  private final MesTarget.Confirmation confirmation;

  /**
   * @param sender LogicalID of the messages' Sender: the plant's id
   * @param confirmation when the MES is asked for a ConfirmBOD
   */
  public MesMessages(String sender, MesTarget.Confirmation confirmation) {
    this.sender = Objects.requireNonNull(sender, "sender");
    this.confirmation = Objects.requireNonNull(confirmation, "confirmation");
  }

  /** The message of a violation that was opened, re-opened or cleared. */
  public Optional<MesMessage> compose(Violation violation) {
    return switch (violation.getState()) {
      case OPENED, REOPENED, CLEARED -> Optional.of(notifyOperationsEvent(violation));
      case REPEATED, ACKNOWLEDGED, WAIVED, UNKNOWN -> Optional.empty();
    };
  }

  /**
   * The message of an inference.
   *
   * @param previous the evaluation before, by the same model of the same equipment; empty where
   *     there was none
   */
  public Optional<MesMessage> compose(Inference inference, Optional<Evaluation> previous) {
    Evaluation evaluation = inference.getEvaluation();
    if (evaluation == Evaluation.Undefined || evaluation == previous.orElse(Evaluation.OK)) {
      return Optional.empty();
    }
    return Optional.of(testResult(inference));
  }

  private MesMessage notifyOperationsEvent(Violation violation) {
    // opening and clearing are two messages about one violation, and so is each re-opening
    String recordId = violation.getViolationId() + "/" + violation.getState();
    if (violation.getReopened() > 0) {
      recordId += "/" + violation.getReopened();
    }
    return message(
        new Origin(violation.getEquipment(), violation.getHierarchyScope(), "Violation", recordId),
        "Notify",
        "OperationsEvent",
        violation.getLastAt(),
        document -> OperationsEventContent.write(document, violation));
  }

  private MesMessage testResult(Inference inference) {
    Origin origin =
        new Origin(
            inference.getEquipment(),
            inference.getHierarchyScope(),
            "Inference",
            inference.getInferenceId());
    if (inference.getEvaluation() == Evaluation.NotOK) {
      return message(
          origin,
          "Process",
          "TestResult",
          inference.getComputedAt(),
          document -> TestResultContent.writeProcess(document, inference));
    }
    return message(
        origin,
        "Sync",
        "TestResult",
        inference.getComputedAt(),
        document -> TestResultContent.writeSync(document, inference));
  }

  private MesMessage message(
      Origin origin, String verb, String noun, Instant created, B2mmlDocument.Content dataArea) {
    String bodId = BodId.of(origin.equipment, origin.recordType, origin.recordId);
    String payload =
        B2mmlDocument.write(
            verb + noun,
            document -> {
              document.group("ApplicationArea", area -> writeApplicationArea(area, created, bodId));
              document.group("DataArea", dataArea);
            });
    return MesMessage.newBuilder()
        .setBodId(bodId)
        .setEquipment(origin.equipment)
        .setHierarchyScope(origin.hierarchyScope)
        .setVerb(verb)
        .setNoun(noun)
        .setContentType(CONTENT_TYPE)
        .setPayload(payload)
        .setRecordType(origin.recordType)
        .setRecordId(origin.recordId)
        .setCreatedAt(created)
        .setState(MesState.PENDING)
        .setAttempts(new ArrayList<>())
        .build();
  }

  private void writeApplicationArea(B2mmlDocument area, Instant created, String bodId)
      throws javax.xml.stream.XMLStreamException {
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
    return switch (confirmation) {
      case ALWAYS -> "Always";
      case ON_ERROR -> "OnError";
      case NEVER -> "Never";
    };
  }

  /** The record a message is about. */
  private record Origin(
      String equipment, String hierarchyScope, String recordType, String recordId) {}
}
