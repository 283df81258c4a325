package io.resonance.connector.mes.message;

import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.Severity;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/** Writes a violation as the OperationsEvent of a NotifyOperationsEvent. */
final class OperationsEventContent {

  private static final int EVIDENCE_SHOWN = 5;

  private OperationsEventContent() {}

  static void write(B2mmlDocument document, Violation violation, String text)
      throws XMLStreamException {
    // B2MML-OperationsEvent.xsd: the data area of a Notify holds a Sync element
    document.group("Sync", sync -> sync.actionCriteria(opened(violation) ? "Add" : "Change"));
    document.group("OperationsEvent", event -> writeEvent(event, violation, text));
  }

  private static void writeEvent(B2mmlDocument event, Violation violation, String text)
      throws XMLStreamException {
    event.element("ID", violation.getViolationId());
    event.text("Description", "en", text);
    event.text("Description", "zh", violation.getTitleZh() + "：" + violation.getExplanationZh());
    event.text("Description", "en", "What to do: " + violation.getFixEn());
    if (!violation.getEvidence().isEmpty()) {
      event.text("Description", "en", evidence(violation));
    }
    HierarchyScope.write(event, violation.getHierarchyScope(), violation.getEquipment());
    event.element("EffectiveTimeStamp", XmlText.dateTime(violation.getFirstAt()));
    event.element("RecordTimeStamp", XmlText.dateTime(violation.getLastAt()));
    event.element("Priority", priority(violation.getSeverity()));
    event.element("OperationsEventType", eventType(violation));
    event.element("OperationsEventLevel", "Level 3");
    event.element("OperationsType", "Quality");
    event.element("Category", "conformance");
    event.element("Category", violation.getRuleId() + " " + violation.getRuleVersion());
    event.element("Category", violation.getState().name());
    if (violation.getProperty() != null) {
      event.element("Source", violation.getProperty());
    }
    if (violation.getSource() != null) {
      event.element("Source", violation.getSource().getEndpoint());
    }
    WorkContent.writeRecord(event, violation.getContext());
  }

  private static String evidence(Violation violation) {
    return violation.getEvidence().stream()
        .limit(EVIDENCE_SHOWN)
        .map(OperationsEventContent::evidence)
        .collect(
            Collectors.joining(
                "; ", "Evidence (%d values): ".formatted(violation.getOccurrences()), ""));
  }

  private static String evidence(Evidence evidence) {
    String unit = evidence.getUnit() == null ? "" : " " + evidence.getUnit();
    return "%s = %s%s at %s"
        .formatted(evidence.getAddress(), evidence.getValue(), unit, evidence.getTimestamp());
  }

  private static boolean opened(Violation violation) {
    return violation.getState() == ViolationState.OPENED;
  }

  private static String eventType(Violation violation) {
    if (!opened(violation) && violation.getState() != ViolationState.REOPENED) {
      return "Event";
    }
    return switch (violation.getSeverity()) {
      case ERROR -> "Alarm";
      case WARNING -> "Alert";
      case INFO, UNKNOWN -> "Event";
    };
  }

  static String priority(Severity severity) {
    return switch (severity) {
      case ERROR -> "1";
      case WARNING -> "2";
      case INFO, UNKNOWN -> "3";
    };
  }
}
