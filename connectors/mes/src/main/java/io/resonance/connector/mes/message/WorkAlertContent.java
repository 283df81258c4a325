package io.resonance.connector.mes.message;

import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.InferenceOutput;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Writes the WorkAlert of a SyncWorkAlert: maintenance should look at something. It begins with
 * Add; when its cause has gone, Change gives it an end.
 */
final class WorkAlertContent {

  private WorkAlertContent() {}

  /**
   * What an alert says, whichever record it is of.
   *
   * @param actionCode Add where it begins, Change later
   * @param end when its cause had gone; empty while it lasts
   */
  private record Alert(
      String actionCode,
      String id,
      String description,
      Instant begin,
      Optional<Instant> end,
      Instant at,
      String scope,
      String equipment,
      String priority,
      String category,
      Map<String, String> properties) {}

  static void write(B2mmlDocument document, Violation violation, String text)
      throws XMLStreamException {
    boolean cleared = violation.getState() == ViolationState.CLEARED;
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("rule", violation.getRuleId() + " " + violation.getRuleVersion());
    properties.put("occurrences", String.valueOf(violation.getOccurrences()));
    if (violation.getProperty() != null) {
      properties.put("property", violation.getProperty());
    }
    properties.putAll(WorkContent.known(violation.getContext()));
    write(
        document,
        new Alert(
            violation.getState() == ViolationState.OPENED ? "Add" : "Change",
            violation.getViolationId(),
            text,
            violation.getFirstAt(),
            cleared ? Optional.of(violation.getLastAt()) : Optional.empty(),
            violation.getLastAt(),
            violation.getHierarchyScope(),
            violation.getEquipment(),
            OperationsEventContent.priority(violation.getSeverity()),
            violation.getRuleId(),
            properties));
  }

  /**
   * Writes the alert of an inference.
   *
   * @param openedBy id of the inference that opened the alert which this one ends or goes on with
   */
  static void write(B2mmlDocument document, Inference inference, String openedBy, String text)
      throws XMLStreamException {
    boolean over = inference.getEvaluation() == Evaluation.OK;
    Map<String, String> properties = new LinkedHashMap<>();
    for (InferenceOutput output : inference.getOutputs()) {
      String unit = output.getUnit() == null ? "" : " " + output.getUnit();
      properties.put(output.getName(), XmlText.number(output.getValue()) + unit);
    }
    if (inference.getScore() != null) {
      properties.put("score", XmlText.number(inference.getScore()));
    }
    if (inference.getConfidence() != null) {
      properties.put("confidence", XmlText.number(inference.getConfidence()));
    }
    properties.put("evaluation", inference.getEvaluation().name());
    properties.put("model", inference.getModel().getId() + " " + inference.getModel().getVersion());
    properties.put("model-sha256", inference.getModel().getSha256());
    write(
        document,
        new Alert(
            openedBy.equals(inference.getInferenceId()) ? "Add" : "Change",
            openedBy,
            text,
            inference.getWindowStart(),
            over ? Optional.of(inference.getWindowEnd()) : Optional.empty(),
            inference.getComputedAt(),
            inference.getHierarchyScope(),
            inference.getEquipment(),
            inference.getEvaluation() == Evaluation.NotOK ? "2" : "3",
            inference.getModel().getTask(),
            properties));
  }

  private static void write(B2mmlDocument document, Alert alert) throws XMLStreamException {
    document.group("Sync", sync -> sync.actionCriteria(alert.actionCode));
    document.group("WorkAlert", element -> writeAlert(element, alert));
  }

  private static void writeAlert(B2mmlDocument element, Alert alert) throws XMLStreamException {
    element.element("ID", alert.id);
    element.text("Description", "en", alert.description);
    element.element("PublishedDate", XmlText.dateTime(alert.at));
    element.element("EffectiveStartDate", XmlText.dateTime(alert.begin));
    if (alert.end.isPresent()) {
      element.element("EffectiveEndDate", XmlText.dateTime(alert.end.get()));
    }
    element.text("MessageText", "en", alert.description);
    HierarchyScope.write(element, alert.scope, alert.equipment);
    element.element("TimeStamp", XmlText.dateTime(alert.at));
    element.element("Priority", alert.priority);
    element.element("Category", alert.category);
    for (Map.Entry<String, String> property : alert.properties.entrySet()) {
      element.group(
          "WorkAlertProperty",
          p -> {
            p.element("ID", property.getKey());
            p.group("Value", value -> value.element("ValueString", property.getValue()));
          });
    }
  }
}
