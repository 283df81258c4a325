package io.resonance.testbed.mtconnect.document;

import io.resonance.testbed.mtconnect.network.AgentRequest;
import java.util.Optional;

/**
 * An error as an agent of some version says it: one element in 1.0, a list from 1.1, typed elements
 * that name the parameter from 2.6.
 *
 * @param code as in {@code OUT_OF_RANGE}
 * @param text what a person should read
 * @param uri what was asked
 * @param parameter the query parameter at fault
 */
public record AgentErrorDocument(
    String code, String text, String uri, Optional<Parameter> parameter) {

  /** A query parameter and what it may be; texts that are not known are empty. */
  public record Parameter(String name, String value, String minimum, String maximum) {}

  public static AgentErrorDocument of(String code, String text, AgentRequest request) {
    return new AgentErrorDocument(code, text, request.path(), Optional.empty());
  }

  /**
   * HTTP status the reference agent gives this error: not found for what does not exist, and until
   * 2.5 also for what cannot be read.
   */
  public int status() {
    return switch (code) {
      case "NO_DEVICE", "ASSET_NOT_FOUND", "INVALID_URI", "UNSUPPORTED" -> 404;
      case "INTERNAL_ERROR" -> 500;
      default -> 400;
    };
  }

  /**
   * The element or elements below the Header. Typed elements of 2.6 have an errorCode, as the
   * reference agent writes them; those of 2.7 have none, as the schema wants it.
   */
  String xml(int major, int minor) {
    if (major == 1 && minor == 0) {
      return "  " + untyped();
    }
    return "  <Errors>\n    %s  </Errors>\n"
        .formatted(
            major == 2 && minor >= 6
                ? typed(minor == 6 ? " errorCode=\"" + code + "\"" : "")
                : untyped());
  }

  private String untyped() {
    return "<Error errorCode=\"%s\">%s</Error>\n".formatted(code, AgentDocuments.escape(text));
  }

  private String typed(String attributes) {
    StringBuilder name = new StringBuilder();
    for (String word : code.split("_")) {
      boolean acronym = word.equals("URI");
      name.append(word.charAt(0)).append(acronym ? "RI" : word.substring(1).toLowerCase(ROOT));
    }
    StringBuilder xml = new StringBuilder();
    xml.append('<').append(name).append(attributes).append('>');
    parameter.ifPresent(
        each -> {
          xml.append("<QueryParameter name=\"").append(each.name()).append("\">");
          element(xml, "Maximum", each.maximum());
          element(xml, "Minimum", each.minimum());
          element(xml, "Value", each.value());
          xml.append("</QueryParameter>");
        });
    element(xml, "URI", uri);
    element(xml, "ErrorMessage", text);
    element(xml, "Request", uri.substring(uri.lastIndexOf('/') + 1));
    return xml.append("</").append(name).append(">\n").toString();
  }

  private static final java.util.Locale ROOT = java.util.Locale.ROOT;

  private static void element(StringBuilder xml, String name, String text) {
    if (!text.isEmpty()) {
      xml.append('<').append(name).append('>').append(AgentDocuments.escape(text));
      xml.append("</").append(name).append('>');
    }
  }
}
