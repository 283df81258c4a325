package io.resonance.connector.mes.message;

import io.resonance.schema.plant.MesMessageRule;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.Violation;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The description of a message: the usual one, or a template of the plant file filled in. */
final class MessageText {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)\\}");

  private MessageText() {}

  static String of(Violation violation, MesMessageRule rule) {
    if (rule.text().isEmpty()) {
      return violation.getTitleEn() + ": " + violation.getExplanationEn();
    }
    return fill(rule.text(), values(violation));
  }

  static String of(Inference inference, MesMessageRule rule) {
    return rule.text().isEmpty() ? usual(inference) : fill(rule.text(), values(inference));
  }

  private static String usual(Inference inference) {
    if (inference.getReason() != null) {
      return inference.getReasonCode() == null
          ? inference.getReason()
          : inference.getReasonCode() + ": " + inference.getReason();
    }
    return "Model %s judges %s %s"
        .formatted(
            inference.getModel().getId(),
            inference.getEquipment(),
            inference.getEvaluation() == Evaluation.OK
                ? "OK again"
                : inference.getEvaluation().name());
  }

  // what has no value is shown as a dash; the names were checked with the plant file
  private static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "-")));
  }

  private static Map<String, String> values(Violation violation) {
    Map<String, String> values = new TreeMap<>();
    values.put("equipment", violation.getEquipment());
    values.put("rule", violation.getRuleId());
    values.put("severity", violation.getSeverity().name().toLowerCase(Locale.ROOT));
    values.put("state", violation.getState().name().toLowerCase(Locale.ROOT));
    values.put("title", violation.getTitleEn());
    values.put("explanation", violation.getExplanationEn());
    values.put("fix", violation.getFixEn());
    put(values, "property", violation.getProperty());
    put(values, "limits", violation.getLimits());
    values.putAll(WorkContent.known(violation.getContext()));
    put(values, "time", violation.getLastAt());
    return values;
  }

  private static Map<String, String> values(Inference inference) {
    Map<String, String> values = new TreeMap<>();
    values.put("equipment", inference.getEquipment());
    values.put("model", inference.getModel().getId());
    values.put("version", inference.getModel().getVersion());
    values.put("task", inference.getModel().getTask());
    values.put("evaluation", inference.getEvaluation().name());
    put(values, "reason", inference.getReason());
    put(values, "score", inference.getScore());
    put(values, "confidence", inference.getConfidence());
    put(values, "time", inference.getWindowEnd());
    return values;
  }

  private static void put(Map<String, String> values, String name, Object value) {
    if (value instanceof Instant || value instanceof String || value instanceof Number) {
      values.put(name, value.toString());
    }
  }
}
