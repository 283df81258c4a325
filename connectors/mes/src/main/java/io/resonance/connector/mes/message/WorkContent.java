package io.resonance.connector.mes.message;

import io.resonance.schema.v1.JobContext;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/** Writes what a machine was working on: job, part, lot, program and tool, as far as it said. */
final class WorkContent {

  /** What each of them is in ISA-95, as B2MML-InformationObject.xsd names it. */
  private static final Map<String, String> OBJECTS =
      Map.of(
          "job", "Job Order",
          "part", "Material SubLot",
          "lot", "Material Lot",
          "program", "Work Master",
          "tool", "Physical Asset");

  private WorkContent() {}

  /**
   * What is known, by the names of the record.
   *
   * @param context may be null, as it is in records
   */
  static Map<String, String> known(JobContext context) {
    Map<String, String> known = new LinkedHashMap<>();
    if (context != null) {
      put(known, "job", context.getJob());
      put(known, "part", context.getPart());
      put(known, "lot", context.getLot());
      put(known, "program", context.getProgram());
      put(known, "tool", context.getTool());
    }
    return known;
  }

  private static void put(Map<String, String> known, String name, String value) {
    if (value != null && !value.isBlank()) {
      known.put(name, value);
    }
  }

  /** The OperationsEventRecord of an event: what it refers to, observed and not changed by it. */
  static void writeRecord(B2mmlDocument event, JobContext context) throws XMLStreamException {
    Map<String, String> known = known(context);
    if (known.isEmpty()) {
      return;
    }
    event.group(
        "OperationsEventRecord",
        record -> {
          record.element("ID", "work");
          record.element("Action", "Observed");
          for (Map.Entry<String, String> entry : known.entrySet()) {
            record.group(
                "OperationsRecordEntry",
                e -> {
                  e.element("ID", entry.getKey());
                  e.element("ExternalReferenceID", entry.getValue());
                  e.element("InformationObjectType", OBJECTS.get(entry.getKey()));
                });
          }
          record.element("OperationsRecordSpecificationID", "work");
        });
  }
}
