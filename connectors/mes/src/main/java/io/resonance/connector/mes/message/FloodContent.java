package io.resonance.connector.mes.message;

import io.resonance.schema.v1.MesMessage;
import javax.xml.stream.XMLStreamException;

/** Writes the OperationsEvent that says that messages are held back. */
final class FloodContent {

  private FloodContent() {}

  static void write(B2mmlDocument document, MesMessage first, String id, String text)
      throws XMLStreamException {
    String time = XmlText.dateTime(first.getCreatedAt());
    document.group("Sync", sync -> sync.actionCriteria("Add"));
    document.group(
        "OperationsEvent",
        event -> {
          event.element("ID", id);
          event.text("Description", "en", text);
          HierarchyScope.write(event, first.getHierarchyScope(), first.getEquipment());
          event.element("EffectiveTimeStamp", time);
          event.element("RecordTimeStamp", time);
          event.element("Priority", "2");
          event.element("OperationsEventType", "Alert");
          event.element("OperationsEventLevel", "Level 3");
          event.element("OperationsType", "Quality");
          event.element("Category", "flood");
        });
  }
}
