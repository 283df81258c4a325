package io.resonance.connector.mes.message;

import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.InferenceOutput;
import javax.xml.stream.XMLStreamException;

/** Writes an inference as the TestResult of a ProcessTestResult or SyncTestResult. */
final class TestResultContent {

  private TestResultContent() {}

  static void writeProcess(B2mmlDocument document, Inference inference, String text)
      throws XMLStreamException {
    document.group("Process", process -> process.attribute("acknowledgeCode", "Always"));
    document.group("TestResult", result -> writeResult(result, inference, text));
  }

  static void writeSync(B2mmlDocument document, Inference inference, String text)
      throws XMLStreamException {
    document.group("Sync", sync -> sync.actionCriteria("Add"));
    document.group("TestResult", result -> writeResult(result, inference, text));
  }

  private static void writeResult(B2mmlDocument result, Inference inference, String text)
      throws XMLStreamException {
    result.element("ID", inference.getInferenceId());
    result.text("Description", "en", text);
    result.element("EvaluationDate", XmlText.dateTime(inference.getComputedAt()));
    HierarchyScope.write(result, inference.getHierarchyScope(), inference.getEquipment());
    result.element("TestableObjectID", inference.getEquipment());
    result.element(
        "OperationsTestRequirementID",
        inference.getModel().getId() + " " + inference.getModel().getVersion());
    result.element("EvaluatedCriterionResult", inference.getEvaluation().name());
    writeMeasurements(result, inference);
  }

  private static void writeMeasurements(B2mmlDocument result, Inference inference)
      throws XMLStreamException {
    for (InferenceOutput output : inference.getOutputs()) {
      String value = XmlText.number(output.getValue());
      measurement(result, inference, output.getName(), value, "double", output.getUnit());
    }
    if (inference.getScore() != null) {
      String score = XmlText.number(inference.getScore());
      measurement(result, inference, "score", score, "double", null);
    }
    if (inference.getConfidence() != null) {
      String confidence = XmlText.number(inference.getConfidence());
      measurement(result, inference, "confidence", confidence, "double", null);
    }
    String quality = XmlText.number(inference.getInputQualityRatio());
    measurement(result, inference, "input-quality-ratio", quality, "double", null);
    String start = XmlText.dateTime(inference.getWindowStart());
    measurement(result, inference, "window-start", start, "dateTime", null);
    String end = XmlText.dateTime(inference.getWindowEnd());
    measurement(result, inference, "window-end", end, "dateTime", null);
    measurement(
        result, inference, "model-sha256", inference.getModel().getSha256(), "string", null);
  }

  private static void measurement(
      B2mmlDocument result, Inference inference, String id, String value, String type, String unit)
      throws XMLStreamException {
    result.group(
        "PropertyMeasurement",
        measurement -> {
          measurement.element("ID", id);
          measurement.element("MeasurementDate", XmlText.dateTime(inference.getWindowEnd()));
          measurement.group(
              "Value",
              quantity -> {
                quantity.element("ValueString", value);
                quantity.element("DataType", type);
                if (unit != null) {
                  quantity.element("UnitOfMeasure", unit);
                }
                quantity.element("Key", id);
              });
        });
  }
}
